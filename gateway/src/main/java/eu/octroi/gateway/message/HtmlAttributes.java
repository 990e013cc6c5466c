// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the attributes of one tag, WHATWG section 13.2.5.32 ff. Confined to one scan. */
final class HtmlAttributes {
    /** Declarations that take an element out of sight, without blanks, in lower case. */
    private static final List<String> HIDING =
            List.of(
                    "display:none",
                    "visibility:hidden",
                    "visibility:collapse",
                    "opacity:0",
                    "opacity:.",
                    "font-size:0",
                    "font:0",
                    "height:0",
                    "width:0",
                    "max-height:0",
                    "max-width:0",
                    "text-indent:-",
                    "left:-",
                    "top:-",
                    "right:-",
                    "margin:-",
                    "margin-left:-",
                    "margin-top:-",
                    "clip:",
                    "clip-path:",
                    "transform:",
                    "filter:",
                    "mask",
                    "-webkit-mask",
                    "-webkit-clip-path:",
                    "-webkit-transform:",
                    "position:absolute",
                    "position:fixed",
                    "zoom:0",
                    "mso-hide:all",
                    "content-visibility:");

    private static final Pattern SIGN = Pattern.compile("[^-\\w\\x80-\\xff]");
    private static final String ESCAPED = String.valueOf(StyleSheetReader.ESCAPED);

    private final byte[] html;
    private int at;
    private boolean selfClosing;
    private boolean hidden;
    private boolean background;
    private int styleStart;
    private int styleEnd;
    private int classStart;
    private int classEnd;
    private int idStart;
    private int idEnd;
    private int relStart;
    private int relEnd;
    private int hrefStart;
    private int hrefEnd;
    private Optional<String> lang = Optional.empty();

    HtmlAttributes(byte[] html) {
        this.html = html;
    }

    boolean isSelfClosing() {
        return selfClosing;
    }

    Optional<String> lang() {
        return lang;
    }

    /** Reads from after the tag's name to after its {@code >}; that offset. */
    int read(int from) {
        at = from;
        selfClosing = false;
        hidden = false;
        background = false;
        styleStart = -1;
        classStart = -1;
        idStart = -1;
        relStart = -1;
        hrefStart = -1;
        lang = Optional.empty();
        while (true) {
            while (at < html.length && (HtmlTokens.isBlank(html[at]) || html[at] == '/')) {
                selfClosing = html[at] == '/';
                at++;
            }
            if (at >= html.length) {
                throw Refusal.structure("HTML that ends within a tag");
            }
            if (html[at] == '>') {
                return at + 1;
            }
            selfClosing = false;
            attribute();
        }
    }

    private void attribute() {
        int nameStart = at++;
        while (at < html.length && !endsName(html[at])) {
            at++;
        }
        int nameEnd = at;
        while (at < html.length && HtmlTokens.isBlank(html[at])) {
            at++;
        }
        int valueStart = at;
        int valueEnd = at;
        if (at < html.length && html[at] == '=') {
            at++;
            while (at < html.length && HtmlTokens.isBlank(html[at])) {
                at++;
            }
            boolean quoted = at < html.length && (html[at] == '"' || html[at] == '\'');
            valueStart = quoted ? at + 1 : at;
            valueEnd = valueEnd(quoted);
        }
        keep(nameStart, nameEnd, valueStart, valueEnd);
    }

    private int valueEnd(boolean quoted) {
        if (quoted) {
            byte quote = html[at++];
            while (at < html.length && html[at] != quote) {
                at++;
            }
            return Math.min(at++, html.length);
        }
        while (at < html.length && !HtmlTokens.isBlank(html[at]) && html[at] != '>') {
            at++;
        }
        return at;
    }

    private void keep(int nameStart, int nameEnd, int valueStart, int valueEnd) {
        switch (nameEnd - nameStart) {
            case 2 -> {
                if (idStart < 0 && isName("id", nameStart)) {
                    idStart = valueStart;
                    idEnd = valueEnd;
                }
            }
            case 4 -> {
                if (lang.isEmpty() && isName("lang", nameStart)) {
                    lang = Optional.of(text(valueStart, valueEnd));
                } else if (hrefStart < 0 && isName("href", nameStart)) {
                    hrefStart = valueStart;
                    hrefEnd = valueEnd;
                }
            }
            case 5 -> {
                hidden |= isName("inert", nameStart);
                if (styleStart < 0 && isName("style", nameStart)) {
                    styleStart = valueStart;
                    styleEnd = valueEnd;
                } else if (classStart < 0 && isName("class", nameStart)) {
                    classStart = valueStart;
                    classEnd = valueEnd;
                }
            }
            case 3 -> {
                if (relStart < 0 && isName("rel", nameStart)) {
                    relStart = valueStart;
                    relEnd = valueEnd;
                }
            }
            case 6 -> hidden |= isName("hidden", nameStart);
            case 7 -> hidden |= isName("popover", nameStart);
            case 10 -> background |= isName("background", nameStart);
            default -> {}
        }
    }

    private boolean isName(String name, int from) {
        for (int i = 0; i < name.length(); i++) {
            if ((html[from + i] | 0x20) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** By what a style sheet can name the element of the tag read last, in lower case. */
    Set<String> names(String tag) {
        Set<String> names = new HashSet<>();
        names.add(tag);
        if (classStart >= 0) {
            names.add(StyleSheet.ANY_CLASS);
            for (String name : lower(classStart, classEnd).split("\\s+", -1)) {
                names.add("." + SIGN.matcher(name).replaceAll(ESCAPED));
            }
        }
        if (idStart >= 0) {
            names.add("#" + lower(idStart, idEnd));
        }
        return names;
    }

    /** The address of a style sheet that the tag read last, a link, asks for. */
    Optional<String> sheet() {
        boolean isSheet = relStart >= 0 && mayBe("stylesheet", lower(relStart, relEnd));
        return isSheet
                ? Optional.of(hrefStart < 0 ? "" : lower(hrefStart, hrefEnd))
                : Optional.empty();
    }

    private static boolean mayBe(String word, String text) {
        return text.contains(word) || text.indexOf('&') >= 0;
    }

    private String lower(int from, int to) {
        return text(from, to).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether it has a background of its own or one in its style. */
    boolean hasBackground() {
        return background || (styleStart >= 0 && hasUrl());
    }

    private boolean hasUrl() {
        for (int i = styleStart; i + 3 < styleEnd; i++) {
            if (html[i + 3] == '(' && isName("url", i)) {
                return true;
            }
        }
        return false;
    }

    /** What can hide the element of the tag read last; judged only when that matters. */
    Hiding hiding() {
        return hidden || styleStart >= 0
                ? new Hiding(html, hidden, styleStart, styleEnd)
                : Hiding.NONE;
    }

    /** The attributes of one tag that can hide its element. */
    static final class Hiding {
        static final Hiding NONE = new Hiding(new byte[0], false, -1, -1);

        private final byte[] html;
        private final boolean hidden;
        private final int styleStart;
        private final int styleEnd;

        private Hiding(byte[] html, boolean hidden, int styleStart, int styleEnd) {
            this.html = html;
            this.hidden = hidden;
            this.styleStart = styleStart;
            this.styleEnd = styleEnd;
        }

        /**
         * Whether the element may be out of sight. Escapes and character references in a style
         * could spell anything, so they count as hiding.
         */
        boolean hides() {
            if (hidden || styleStart < 0) {
                return hidden;
            }
            String style = style();
            String all = ";" + style;
            return isDoubtful(style)
                    || HIDING.stream().anyMatch(declaration -> all.contains(";" + declaration))
                    || any(style, RootStyle::isOpen)
                    || (any(style, RootStyle::cutsOff) && any(style, RootStyle::sizes));
        }

        /** Whether html or body with these attributes may not show what stands in it. */
        boolean spoilsRoot() {
            return hides() || (styleStart >= 0 && any(style(), RootStyle::hides));
        }

        /** Whether the element may lie over another. */
        boolean positions() {
            return styleStart >= 0 && (isDoubtful(style()) || any(style(), RootStyle::positions));
        }

        private String style() {
            int length = styleEnd - styleStart;
            return compact(new String(html, styleStart, length, StandardCharsets.ISO_8859_1));
        }

        private static boolean isDoubtful(String style) {
            return style.indexOf('\\') >= 0 || style.indexOf('&') >= 0 || style.contains("/*");
        }

        private static boolean any(String style, Predicate<String> what) {
            return Arrays.stream(style.split(";", -1)).anyMatch(what);
        }
    }

    private static String compact(String style) {
        StringBuilder compact = new StringBuilder(style.length());
        for (int i = 0; i < style.length(); i++) {
            char c = style.charAt(i);
            if (c > ' ') {
                compact.append(c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c);
            }
        }
        return compact.toString();
    }

    private String text(int from, int to) {
        return new String(html, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean endsName(byte octet) {
        return HtmlTokens.isBlank(octet) || octet == '/' || octet == '>' || octet == '=';
    }
}
