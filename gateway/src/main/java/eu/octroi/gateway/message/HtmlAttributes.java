// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the attributes of one tag, WHATWG section 13.2.5.32 ff. Confined to one scan. */
final class HtmlAttributes {
    private static final long NAME_ENDS = HtmlTokens.BLANKS | 1L << '/' | 1L << '>' | 1L << '=';

    private static final int DIGITS_MAX = 9;
    private static final Pattern SIGN = Pattern.compile("[^-\\w\\x80-\\xff]");
    private static final String ESCAPED = String.valueOf(StyleSheetReader.ESCAPED);

    /** The attributes that matter; of the others only the end is sought. */
    enum Name {
        ID(0),
        SRC(1),
        REL(2),
        LANG(3),
        HREF(4),
        STYLE(5),
        CLASS(6),
        INERT(7),
        WIDTH(8),
        HIDDEN(9),
        HEIGHT(10),
        POPOVER(11),
        BACKGROUND(12),
        SRCSET(13),
        HTTP_EQUIV(14),
        SHADOWROOTMODE(15);

        private static final List<Name> LONG = List.of(BACKGROUND, HTTP_EQUIV, SHADOWROOTMODE);
        private static final PackedNames<Name> SHORT =
                new PackedNames<>(
                        Arrays.stream(values())
                                .collect(Collectors.toMap(n -> n.text, Function.identity())));

        private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
        private final int slot;

        Name(int slot) {
            this.slot = slot;
        }
    }

    private static final int STYLED =
            1 << Name.STYLE.slot | 1 << Name.HIDDEN.slot | 1 << Name.CLASS.slot | 1 << Name.ID.slot;

    private final byte[] html;
    private int at;
    private boolean selfClosing;

    /** The attributes the tag read last has, a bit each. */
    private int present;

    /** Where their values stand. */
    private final int[] starts = new int[Name.values().length];

    private final int[] ends = new int[starts.length];

    private final HtmlStyles styles;

    HtmlAttributes(byte[] html) {
        this.html = html;
        this.styles = new HtmlStyles(html);
    }

    boolean isSelfClosing() {
        return selfClosing;
    }

    /** The first attribute of a name counts. */
    boolean has(Name name) {
        return (present >>> name.slot & 1) != 0;
    }

    /** Empty when there is none. */
    String value(Name name) {
        return has(name) ? text(starts[name.slot], ends[name.slot]) : "";
    }

    /** Negative when there is none. */
    int valueStart(Name name) {
        return has(name) ? starts[name.slot] : -1;
    }

    /** The value when it is one to {@link #DIGITS_MAX} digits and nothing else; otherwise -1. */
    int number(Name name) {
        int from = starts[name.slot];
        int to = ends[name.slot];
        if (!has(name) || from == to || to - from > DIGITS_MAX) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = html[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    Optional<String> lang() {
        return has(Name.LANG) ? Optional.of(value(Name.LANG)) : Optional.empty();
    }

    /** Reads from after the tag's name to after its {@code >}; that offset. */
    int read(int from) {
        at = from;
        selfClosing = false;
        present = 0;
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
        int nameStart = at;
        at++;
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
        Name name = name(nameStart, nameEnd);
        if (name != null && !has(name)) {
            present |= 1 << name.slot;
            starts[name.slot] = valueStart;
            ends[name.slot] = valueEnd;
        }
    }

    private @Nullable Name name(int from, int to) {
        if (to - from <= Long.BYTES) {
            return Name.SHORT.find(html, from, to);
        }
        for (Name name : Name.LONG) {
            if (to - from == name.text.length() && isName(name.text, from)) {
                return name;
            }
        }
        return null;
    }

    private int valueEnd(boolean quoted) {
        if (quoted) {
            byte quote = html[at++];
            int end = OctetSearch.indexOf(html, (char) quote, at, html.length);
            at = end + 1;
            return end;
        }
        while (at < html.length && !HtmlTokens.isBlank(html[at]) && html[at] != '>') {
            at++;
        }
        return at;
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
        if (has(Name.CLASS)) {
            names.add(StyleSheet.ANY_CLASS);
            for (String name : lower(Name.CLASS).split("\\s+", -1)) {
                names.add("." + SIGN.matcher(name).replaceAll(ESCAPED));
            }
        }
        if (has(Name.ID)) {
            names.add("#" + lower(Name.ID));
        }
        return names;
    }

    /** Class and id alone, by which a style sheet can name the element of that tag. */
    static Set<String> names(Map<String, String> tag) {
        Set<String> names = new HashSet<>();
        for (String name :
                tag.getOrDefault("class", "").toLowerCase(Locale.ROOT).split("\\s+", 0)) {
            names.add("." + name);
        }
        names.add("#" + tag.getOrDefault("id", "").toLowerCase(Locale.ROOT));
        return names;
    }

    /** The address of a style sheet that the tag read last, a link, asks for. */
    Optional<String> sheet() {
        return mayBe("stylesheet", lower(Name.REL))
                ? Optional.of(lower(Name.HREF))
                : Optional.empty();
    }

    /** Whether the tag read last, a meta, may forbid the styles that our blocks have. */
    boolean isStylePolicy() {
        return mayBe("content-security-policy", lower(Name.HTTP_EQUIV));
    }

    private static boolean mayBe(String word, String text) {
        return text.contains(word) || text.indexOf('&') >= 0;
    }

    private String lower(Name name) {
        return value(name).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether it is an image of a host that counts nothing, which no style can hide. */
    boolean isPlainPicture() {
        boolean isStyled = (present & STYLED) != 0;
        int src = Name.SRC.slot;
        return !isStyled
                && has(Name.SRC)
                && !Trackers.KNOWN.mayBeKnown(html, starts[src], ends[src]);
    }

    /** Whether it has a background of its own or one in its style. */
    boolean hasBackground() {
        return has(Name.BACKGROUND) || hasUrl();
    }

    private boolean hasUrl() {
        int end = has(Name.STYLE) ? ends[Name.STYLE.slot] : 0;
        int from = has(Name.STYLE) ? starts[Name.STYLE.slot] + "url".length() : 0;
        int open = OctetSearch.indexOf(html, '(', from, end);
        while (open < end) {
            if (isName("url", open - "url".length())) {
                return true;
            }
            open = OctetSearch.indexOf(html, '(', open + 1, end);
        }
        return false;
    }

    /** What can hide the element of the tag read last; judged only when that matters. */
    HtmlHiding hiding() {
        boolean isHidden = has(Name.HIDDEN) || has(Name.INERT) || has(Name.POPOVER);
        boolean isNamed = has(Name.CLASS) || has(Name.ID);
        int style = Name.STYLE.slot;
        if (has(Name.STYLE)) {
            return styles.hiding(starts[style], ends[style], isHidden, isNamed);
        }
        return isHidden ? new HtmlHiding(html, true, isNamed, -1, -1) : HtmlHiding.NONE;
    }

    private String text(int from, int to) {
        return new String(html, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean endsName(byte octet) {
        return octet <= '>' && octet >= 0 && (NAME_ENDS >>> octet & 1) != 0;
    }
}
