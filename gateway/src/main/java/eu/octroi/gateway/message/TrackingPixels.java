// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Tag;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds remote images that nobody sees, and images of hosts known to count openings (H-24). It is
 * fed by the one pass that looks for the place of the clauses. Confined to one text.
 *
 * <p>An image is out of sight when one of its sides is said to be at most one pixel and the other
 * is too or is not said, when a side is zero, or when its own style, a style sheet that leaves no
 * doubt or an element around it hides it. A line of 600 by 1 pixels is seen and stays. Images
 * inside a {@code cid:} or {@code data:} tell nobody anything.
 */
final class TrackingPixels {
    /**
     * A stretch of the text that goes.
     *
     * @param host where it led
     */
    record Found(int from, int to, String host) {}

    static final int FOUND_MAX = 100;

    private static final Pattern INSIDE =
            Pattern.compile("<(?:img|v:image|v:imagedata|v:fill)\\b", Pattern.CASE_INSENSITIVE);
    private static final int INSIDE_CHARACTERS_MAX = 4_000;
    private static final Pattern BACKGROUND =
            Pattern.compile(
                    "url\\(\\s{0,20}+[\"']?\\s{0,20}+([^\"'()\\s]{1,4000}+)[^)]{0,40}+\\)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANKS = Pattern.compile("[\\x00-\\x20]");
    private static final Pattern SPACES = Pattern.compile("\\s");

    /** No marker is longer. */
    private static final int MARKER_MAX = 30;

    /** Browsers and servers stop far below; a picture inside the mail may be longer. */
    private static final int URL_CHARACTERS_MAX = 64 << 10;

    private final List<Found> found = new ArrayList<>();

    /** Images that a style sheet may hide, with where they lead. */
    private final List<Found> named = new ArrayList<>();

    /** Whether one of them is more than a tag that stands for itself. */
    private boolean partial;

    /** In rising order; of two that overlap, the longer that begins first. */
    List<Found> found() {
        List<Found> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Found::from));
        List<Found> apart = new ArrayList<>(sorted.size());
        for (Found one : sorted) {
            if (apart.isEmpty() || one.from() >= apart.getLast().to()) {
                apart.add(one);
            }
        }
        return apart;
    }

    /** Whether the text may read differently without these: one is no whole tag, or joins one. */
    boolean isEntangled(byte[] html, List<Found> pixels) {
        return !pixels.isEmpty()
                && (partial || pixels.stream().anyMatch(pixel -> joins(html, pixel.from())));
    }

    /** Whether a tag or a marker may have begun before that place. */
    private static boolean joins(byte[] html, int at) {
        for (int i = Math.max(0, at - MARKER_MAX); i < at; i++) {
            if (html[i] == '{') {
                return true;
            }
        }
        return at > 0 && html[at - 1] == '<';
    }

    Set<String> hosts() {
        Set<String> hosts = new LinkedHashSet<>();
        found.forEach(one -> hosts.add(one.host()));
        return hosts;
    }

    /**
     * A start tag.
     *
     * @param isVeiled whether it stands in an element that nothing brings to sight
     */
    void start(HtmlTokens tokens, BooleanSupplier isVeiled) {
        if (tokens.has(HtmlAttributes.Name.SRCSET)) {
            candidates(tokens);
        }
        if (tokens.element().isImage() && !isOrdinary(tokens, isVeiled)) {
            String place = place(TagAttributes.unescaped(tokens.value(HtmlAttributes.Name.SRC)));
            if (!place.isEmpty()) {
                tag(place, veiled(ImageSize.of(tokens), isVeiled), tokens);
                named(place, tokens);
            }
        }
        if (tokens.hasBackground()) {
            backgrounds(tokens);
        }
    }

    /** Whether it is a picture to be seen, of a host that counts nothing; most are. */
    private static boolean isOrdinary(HtmlTokens tokens, BooleanSupplier isVeiled) {
        return tokens.isPlainPicture()
                && ImageSize.of(tokens).isLarger()
                && !isVeiled.getAsBoolean();
    }

    private static ImageSize veiled(ImageSize size, BooleanSupplier isVeiled) {
        return isVeiled.getAsBoolean() ? size.away() : size;
    }

    private void named(String place, HtmlTokens tokens) {
        boolean isNamed =
                tokens.has(HtmlAttributes.Name.CLASS) || tokens.has(HtmlAttributes.Name.ID);
        if (isNamed && tokens.element().is("img") && !tokens.isInForeign()) {
            named.add(new Found(tokens.start(), tokens.end(), place));
        }
    }

    /** All that the style sheets say is known. */
    void styled(byte[] html, ImageStyles styles) {
        if (styles.isEmpty()) {
            return;
        }
        for (Found image : named) {
            int length = image.to() - image.from();
            String tag = new String(html, image.from(), length, StandardCharsets.ISO_8859_1);
            Map<String, String> said = TagAttributes.of(tag);
            if (styles.hides(said, HtmlAttributes.names(said))) {
                add(image.from(), image.to(), image.host());
            }
        }
    }

    /** Of the images that a tag offers, one that tracks is enough: the tag goes. */
    private void candidates(HtmlTokens tokens) {
        String set = TagAttributes.unescaped(tokens.value(HtmlAttributes.Name.SRCSET));
        ImageSize size = ImageSize.of(tokens);
        int before = found.size();
        for (String candidate : SPACES.split(set, -1)) {
            String place = place(candidate.replaceFirst("^,+", ""));
            if (!place.isEmpty() && found.size() == before) {
                tag(place, size, tokens);
            }
        }
    }

    private void tag(String place, ImageSize shown, HtmlTokens tokens) {
        int before = found.size();
        image(place, shown, tokens.start(), tokens.end());
        // Its end tag stays, and means another element then.
        boolean isWhole = tokens.element().isVoid() && !tokens.isInForeign();
        partial |= found.size() > before && !isWhole;
    }

    /** A comment, in which office programs read HTML, or a style sheet. */
    void other(HtmlTokens tokens) {
        String text = tokens.text();
        Matcher inside = INSIDE.matcher(text);
        int at = 0;
        while (at >= 0 && inside.find(at)) {
            int end = text.indexOf('>', inside.end());
            if (end >= 0 && end - inside.start() < INSIDE_CHARACTERS_MAX) {
                String tag = text.substring(inside.start(), end + 1);
                int from = tokens.start() + inside.start();
                Map<String, String> said = TagAttributes.of(tag);
                String place = place(said.getOrDefault("src", ""));
                if (!place.isEmpty()) {
                    int before = found.size();
                    image(place, ImageSize.of(said), from, from + tag.length());
                    partial |= found.size() > before;
                }
            }
            at = end;
        }
        if (text.indexOf('(') >= 0) {
            urls(text, tokens.start(), false);
        }
    }

    private void image(String place, ImageSize shown, int from, int to) {
        if (shown.isHidden()
                || Trackers.KNOWN.isKnown(place)
                || (!shown.isLarger() && Trackers.KNOWN.isSuspect(place))) {
            add(from, to, place);
        }
    }

    private void backgrounds(HtmlTokens tokens) {
        urls(tokens.text(), tokens.start(), ImageSize.of(tokens).isHidden());
        String value = tokens.value(HtmlAttributes.Name.BACKGROUND);
        String place = place(TagAttributes.unescaped(value));
        if (!place.isEmpty() && Trackers.KNOWN.isKnown(place)) {
            int from = tokens.valueStart(HtmlAttributes.Name.BACKGROUND);
            partial = true;
            add(from, from + value.length(), place);
        }
    }

    /** The {@code url(…)} goes; what is left names no image, and the declaration counts nothing. */
    private void urls(String text, int at, boolean hidden) {
        Matcher url = BACKGROUND.matcher(text);
        while (url.find()) {
            String place = place(TagAttributes.unescaped(url.group(1)));
            if (!place.isEmpty() && (hidden || Trackers.KNOWN.isKnown(place))) {
                partial = true;
                add(at + url.start(), at + url.end(), place);
            }
        }
    }

    private void add(int from, int to, String place) {
        if (found.size() == FOUND_MAX) {
            throw Refusal.of(Tag.CONTENT, "more than " + FOUND_MAX + " tracking pixels");
        }
        String host = place.substring(0, place.indexOf('/'));
        found.add(new Found(from, to, host.substring(0, Math.min(host.length(), 80))));
    }

    /** Host and path in lower case; empty when the image is not remote. */
    private static String place(String source) {
        if (source.length() > URL_CHARACTERS_MAX || source.startsWith("data:")) {
            return "";
        }
        String url = withoutBlanks(source).replace('\\', '/').toLowerCase(Locale.ROOT);
        int from = afterScheme(url);
        if (from < 0 || from == url.length()) {
            return "";
        }
        int end = from;
        while (end < url.length() && !endsHost(url.charAt(end))) {
            end++;
        }
        int user = url.indexOf('@', from, end);
        int host = user < 0 ? from : user + 1;
        int hostEnd = withoutPort(url, host, end);
        boolean hasPath = end < url.length() && url.charAt(end) == '/';
        return hasPath && hostEnd == end
                ? url.substring(host)
                : url.substring(host, hostEnd) + (hasPath ? "" : "/") + url.substring(end);
    }

    private static boolean endsHost(char c) {
        return c == '/' || c == '?' || c == '#';
    }

    private static int afterScheme(String url) {
        if (url.startsWith("https://")) {
            return "https://".length();
        }
        if (url.startsWith("http://")) {
            return "http://".length();
        }
        return url.startsWith("//") ? "//".length() : -1;
    }

    private static int withoutPort(String url, int host, int end) {
        int port = end;
        while (port > host && url.charAt(port - 1) >= '0' && url.charAt(port - 1) <= '9') {
            port--;
        }
        return port > host && url.charAt(port - 1) == ':' ? port - 1 : end;
    }

    private static String withoutBlanks(String source) {
        for (int i = 0; i < source.length(); i++) {
            if (source.charAt(i) <= ' ') {
                return BLANKS.matcher(source).replaceAll("");
            }
        }
        return source;
    }
}
