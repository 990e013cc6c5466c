// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.Set;

/** What the WHATWG standard says of elements, as far as it decides which are open. */
final class HtmlElements {
    private static final Set<String> VOID =
            Set.of(
                    "area",
                    "base",
                    "basefont",
                    "bgsound",
                    "br",
                    "col",
                    "embed",
                    "frame",
                    "hr",
                    "img",
                    "input",
                    "keygen",
                    "link",
                    "meta",
                    "param",
                    "source",
                    "track",
                    "wbr");

    /** Section 13.2.4.2, "particular element in scope". */
    private static final Set<String> SCOPE =
            Set.of(
                    "applet",
                    "caption",
                    "marquee",
                    "object",
                    "table",
                    "td",
                    "th",
                    "template",
                    "svg",
                    "math",
                    "select");

    private static final Set<String> TABLE =
            Set.of("table", "caption", "colgroup", "tbody", "thead", "tfoot", "tr", "td", "th");

    private static final Set<String> FORMATTING =
            Set.of(
                    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike",
                    "strong", "tt", "u");

    /** The "special" category without void and raw text elements. */
    private static final Set<String> SPECIAL =
            Set.of(
                    "address",
                    "applet",
                    "article",
                    "aside",
                    "blockquote",
                    "button",
                    "caption",
                    "center",
                    "colgroup",
                    "dd",
                    "details",
                    "dir",
                    "div",
                    "dl",
                    "dt",
                    "fieldset",
                    "figcaption",
                    "figure",
                    "footer",
                    "form",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "header",
                    "hgroup",
                    "li",
                    "listing",
                    "main",
                    "marquee",
                    "menu",
                    "nav",
                    "noscript",
                    "object",
                    "ol",
                    "p",
                    "pre",
                    "search",
                    "section",
                    "select",
                    "summary",
                    "table",
                    "tbody",
                    "td",
                    "template",
                    "tfoot",
                    "th",
                    "thead",
                    "tr",
                    "ul");

    private static final Set<String> CLOSES_PARAGRAPH =
            Set.of(
                    "address",
                    "article",
                    "aside",
                    "blockquote",
                    "center",
                    "dd",
                    "details",
                    "dialog",
                    "dir",
                    "div",
                    "dl",
                    "dt",
                    "fieldset",
                    "figcaption",
                    "figure",
                    "footer",
                    "form",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "header",
                    "hgroup",
                    "hr",
                    "li",
                    "listing",
                    "main",
                    "menu",
                    "nav",
                    "ol",
                    "p",
                    "pre",
                    "search",
                    "section",
                    "summary",
                    "ul",
                    "xmp");

    /** Nobody sees, or not everybody, what stands inside these. */
    private static final Set<String> INERT =
            Set.of(
                    "applet",
                    "audio",
                    "button",
                    "canvas",
                    "datalist",
                    "details",
                    "dialog",
                    "marquee",
                    "math",
                    "meter",
                    "noscript",
                    "object",
                    "optgroup",
                    "option",
                    "progress",
                    "rp",
                    "select",
                    "summary",
                    "svg",
                    "template",
                    "video");

    /** Inside these, SVG and MathML are HTML again, section 13.2.4.2 and 13.2.6.7. */
    private static final Set<String> INTEGRATION_POINTS =
            Set.of("foreignobject", "desc", "annotation-xml", "mi", "mo", "mn", "ms", "mtext");

    private HtmlElements() {}

    static boolean isVoid(String name) {
        return VOID.contains(name);
    }

    static boolean isFormatting(String name) {
        return FORMATTING.contains(name);
    }

    static boolean isInert(String name) {
        return INERT.contains(name);
    }

    /** Whether SVG and MathML have no such element of their own, or HTML inside it. */
    static boolean isHtmlOnly(String name) {
        return INTEGRATION_POINTS.contains(name)
                || (INERT.contains(name) && !name.equals("svg") && !name.equals("math"));
    }

    static boolean closesParagraph(String name) {
        return CLOSES_PARAGRAPH.contains(name);
    }

    /** Whether the tag means something only inside a table. */
    static boolean isTablePart(String name) {
        return TABLE.contains(name) && !name.equals("table");
    }

    /** Whether {@code element} may be the parent of the table part {@code name}. */
    static boolean holds(String element, String name) {
        return switch (element) {
            case "table" -> true;
            case "tbody", "thead", "tfoot" -> isRowOrCell(name);
            case "tr" -> name.equals("td") || name.equals("th");
            default -> false;
        };
    }

    private static boolean isRowOrCell(String name) {
        return name.equals("tr") || name.equals("td") || name.equals("th");
    }

    /** Whether other rules of nesting hold inside the element. */
    static boolean isForeign(String element) {
        return element.equals("svg") || element.equals("math") || element.equals("template");
    }

    static boolean isItem(String name) {
        return name.equals("li") || name.equals("dd") || name.equals("dt");
    }

    /** Whether the start of item {@code name} ends the open {@code element}. */
    static boolean endsItem(String name, String element) {
        return name.equals("li")
                ? element.equals("li")
                : element.equals("dd") || element.equals("dt");
    }

    /** Whether an item outside {@code element} stays open when another starts inside. */
    static boolean keepsItem(String element) {
        return (SPECIAL.contains(element)
                        && !element.equals("address")
                        && !element.equals("div")
                        && !element.equals("p"))
                || isForeign(element);
    }

    /** Whether the end tag {@code name} cannot reach what lies outside the open {@code element}. */
    static boolean shields(String element, String name) {
        if (SCOPE.contains(element)) {
            return !TABLE.contains(name) || element.equals("table") || element.equals("template");
        }
        if (name.equals("li") && (element.equals("ul") || element.equals("ol"))) {
            return true;
        }
        if (name.equals("p") && element.equals("button")) {
            return true;
        }
        return !SPECIAL.contains(name) && !FORMATTING.contains(name) && SPECIAL.contains(element);
    }

    /** Whether the end tag closes the element: its own, or any heading's for a heading. */
    static boolean closes(String name, String element) {
        return name.equals(element) || (isHeading(name) && isHeading(element));
    }

    private static boolean isHeading(String name) {
        return name.length() == 2
                && name.charAt(0) == 'h'
                && name.charAt(1) >= '1'
                && name.charAt(1) <= '6';
    }
}
