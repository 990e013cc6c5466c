// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of an image is to be seen, by what its tag says. Immutable.
 *
 * @param width in pixels; infinite when it is no number of them, {@link #UNSAID} when nothing is
 *     said
 * @param height likewise
 * @param styledAway hidden whatever its size
 */
record ImageSize(double width, double height, boolean styledAway) {
    private static final Pattern HIDDEN =
            Pattern.compile(
                    "(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all"
                            + "|opacity:[0.]{1,20}(?:%|!|;|$)"
                            + "|(?:max-)?(?:width|height):[0.]{1,20}(?:px|pt|em|%)?(?:!|;|$))");
    private static final Pattern SIDE =
            Pattern.compile(
                    "(?:^|;)(width|height):(\\d+(?:\\.\\d+)?)((?:px|pt|%|em|rem|vw)?)(?:!|;|$)");
    private static final Pattern NUMBER =
            Pattern.compile("\\s*+\\+?(\\d++(?:\\.\\d*+)?)\\s*+((?:%|px)?)\\s*+");
    private static final Pattern SPACES = Pattern.compile("\\s");

    /** Nobody would look at a picture of so many pixels. */
    private static final double LARGER = 5;

    private static final double UNSAID = -1;

    static ImageSize of(HtmlTokens tag) {
        return of(
                side(tag, HtmlAttributes.Name.WIDTH),
                side(tag, HtmlAttributes.Name.HEIGHT),
                TagAttributes.unescaped(tag.value(HtmlAttributes.Name.STYLE)),
                tag.has(HtmlAttributes.Name.HIDDEN));
    }

    static ImageSize of(Map<String, String> tag) {
        return of(
                side(tag.getOrDefault("width", "")),
                side(tag.getOrDefault("height", "")),
                tag.getOrDefault("style", ""),
                tag.containsKey("hidden"));
    }

    /** A style counts more than the attributes of width and height. */
    private static ImageSize of(double width, double height, String said, boolean hidden) {
        if (said.isEmpty()) {
            return new ImageSize(width, height, hidden);
        }
        String style =
                SPACES.matcher(withoutComments(said)).replaceAll("").toLowerCase(Locale.ROOT);
        double styledWidth = width;
        double styledHeight = height;
        Matcher side = SIDE.matcher(style);
        int from = 0;
        while (side.find(from)) {
            double value = length(side.group(2), side.group(3));
            if (side.group(1).equals("width")) {
                styledWidth = value;
            } else {
                styledHeight = value;
            }
            from = Math.max(side.end() - 1, side.start() + 1);
        }
        boolean away = hidden || HIDDEN.matcher(style).find();
        return new ImageSize(styledWidth, styledHeight, away);
    }

    /**
     * A plain number, as most are, is read where it stands; the other way takes ten times as long.
     */
    private static double side(HtmlTokens tag, HtmlAttributes.Name attribute) {
        int number = tag.number(attribute);
        return number >= 0 ? number : side(TagAttributes.unescaped(tag.value(attribute)));
    }

    private static double side(String text) {
        if (text.isEmpty()) {
            return UNSAID;
        }
        Matcher number = NUMBER.matcher(text);
        return number.matches() ? length(number.group(1), number.group(2)) : UNSAID;
    }

    /** In pixels; a share of what stands around it is no pixel. */
    private static double length(String number, String unit) {
        double value = Double.parseDouble(number);
        boolean pixels = unit.isEmpty() || unit.startsWith("p");
        return pixels || value == 0 ? value : Double.POSITIVE_INFINITY;
    }

    private static String withoutComments(String style) {
        StringBuilder out = new StringBuilder(style.length());
        int at = 0;
        for (int open = style.indexOf("/*"); open >= 0; open = style.indexOf("/*", at)) {
            out.append(style, at, open);
            int close = style.indexOf("*/", open + 2);
            if (close < 0) {
                return out.toString();
            }
            at = close + 2;
        }
        return out.append(style, at, style.length()).toString();
    }

    /** The same where nobody sees it. */
    ImageSize away() {
        return new ImageSize(width, height, true);
    }

    boolean isHidden() {
        boolean thin = isThin(width) && (isThin(height) || height == UNSAID);
        boolean flat = isThin(height) && width == UNSAID;
        return styledAway || width == 0 || height == 0 || thin || flat;
    }

    /** Whether it is said to be larger than what nobody would look at. */
    boolean isLarger() {
        return (width > LARGER && (height > LARGER || height == UNSAID))
                || (height > LARGER && width == UNSAID);
    }

    private static boolean isThin(double side) {
        return side >= 0 && side <= 1;
    }
}
