// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An element by its name, and what the WHATWG standard says of it, as far as that decides which
 * elements are open. Known ones are one object each. Immutable.
 */
final class HtmlElement {
    /** What holds for the elements named. */
    private enum Trait {
        VOID(
                0,
                """
                area base basefont bgsound br col embed frame hr image img input keygen link meta
                param source track wbr
                """),
        /** Section 13.2.4.2, "particular element in scope". */
        SCOPE(1, "applet caption marquee object table td th template svg math select"),
        TABLE(2, "table caption colgroup tbody thead tfoot tr td th"),
        /** Means something only inside a table. */
        TABLE_PART(20, "caption col colgroup tbody thead tfoot tr td th"),
        CELL(3, "td th"),
        ROWS(4, "tbody thead tfoot"),
        /** What was opened inside stays open when it ends: the tree builder moves it. */
        LOOSE(22, "a b big code em font i nobr s small strike strong tt u form"),
        FORMATTING(5, "a b big code em font i nobr s small strike strong tt u"),
        HEADING(6, "h1 h2 h3 h4 h5 h6"),
        DESCRIPTION(7, "dd dt"),
        ITEM(21, "li dd dt"),
        /** The "special" category without void and raw text elements. */
        SPECIAL(
                8,
                """
                address applet article aside blockquote button caption center colgroup dd details
                dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup
                li listing main marquee menu nav noscript object ol p pre search section select
                summary table tbody td template tfoot th thead tr ul
                """),
        CLOSES_PARAGRAPH(
                9,
                """
                address article aside blockquote center dd details dialog dir div dl dt fieldset
                figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing menu nav
                ol p pre section summary ul xmp
                """),
        /** Special to some readers only, so that the end tag closes less than it looks. */
        WEAK(25, "dialog main noscript search select template"),
        /** Its start may end an open element of its kind, in some browsers or places. */
        ENDS_ITS_KIND(26, "button optgroup rb rp rt rtc"),
        /** What its start ends depends on the innermost element that is open. */
        ENDS_TOP(
                27,
                """
                button h1 h2 h3 h4 h5 h6 main optgroup option rb rp rt rtc search table
                """),
        /** A block straight inside these is moved out of the table. */
        BESIDE_CELLS(28, "colgroup table tbody tfoot thead tr"),
        /** Nobody sees, or not everybody, what stands inside these. */
        INERT(
                10,
                """
                applet audio button canvas datalist details dialog marquee math meter noscript
                object optgroup option progress rp select summary svg template video
                """),
        /** SVG and MathML, in which other rules of nesting hold. */
        FOREIGN(11, "svg math"),
        /** Inside these, SVG and MathML are HTML again, section 13.2.4.2 and 13.2.6.7. */
        INTEGRATION_POINT(12, "foreignobject desc annotation-xml mi mo mn ms mtext"),
        /** A start tag of these leads out of SVG and MathML, section 13.2.6.5. */
        BREAKOUT(
                23,
                """
                b big blockquote br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 hr i
                img li listing menu meta nobr ol p pre ruby s small span strike strong sub sup
                table tt u ul var
                """),
        /** These end an open select in some browsers, or begin no raw text in it. */
        NOT_IN_SELECT(
                24,
                """
                iframe input keygen noembed noframes select style textarea title xmp
                """),
        /** There is one of each, wherever their tags stand. */
        FRAME(13, "html head body"),
        /** Makes, or may make, an empty line. */
        LINE(14, "br p"),
        ANCHOR(15, "a"),
        SHEET(16, "style"),
        /** What stands inside is no HTML. */
        RAW(17, "script style title textarea xmp iframe noembed noframes"),
        /** May lead browsers astray from what other readers see. */
        SUSPECT(18, "plaintext frameset template meta link noscript"),
        FORM(29, "form"),
        PARAGRAPH(30, "p"),
        /** Shows a picture by its own attributes; and so does what office programs draw. */
        IMAGE(19, "img image input embed amp-img");

        private final int bit;
        private final String names;

        Trait(int place, String names) {
            this.bit = 1 << place;
            this.names = names.strip();
        }

        private List<String> names() {
            return List.of(names.split("\\s+", -1));
        }
    }

    private final String name;
    private final int traits;

    /** Whether no other object is the same element. */
    private final boolean known;

    private HtmlElement(String name, int traits, boolean known) {
        this.name = name;
        this.traits = traits;
        this.known = known;
    }

    /** With all that is said of that name here; {@link HtmlElements} makes one of each. */
    static HtmlElement known(String name) {
        int traits =
                Arrays.stream(Trait.values())
                        .filter(trait -> trait.names().contains(name))
                        .mapToInt(trait -> trait.bit)
                        .sum();
        return new HtmlElement(name, traits, true);
    }

    /** Of one that is not named here. */
    static HtmlElement unknown(String name) {
        return new HtmlElement(name, name.startsWith("v:") ? Trait.IMAGE.bit : 0, false);
    }

    /** The names of which something is said here. */
    static Stream<String> named() {
        return Arrays.stream(Trait.values()).flatMap(trait -> trait.names().stream()).distinct();
    }

    /** In lower case. */
    String name() {
        return name;
    }

    boolean is(String wanted) {
        return name.equals(wanted);
    }

    private boolean is(HtmlElement other) {
        return this == other || (!known && name.equals(other.name));
    }

    private boolean has(Trait trait) {
        return (traits & trait.bit) != 0;
    }

    boolean isVoid() {
        return has(Trait.VOID);
    }

    boolean isLoose() {
        return has(Trait.LOOSE);
    }

    boolean isFormatting() {
        return has(Trait.FORMATTING);
    }

    boolean isInert() {
        return has(Trait.INERT);
    }

    boolean isFrame() {
        return has(Trait.FRAME);
    }

    boolean isLine() {
        return has(Trait.LINE);
    }

    boolean isAnchor() {
        return has(Trait.ANCHOR);
    }

    boolean isForm() {
        return has(Trait.FORM);
    }

    boolean isParagraph() {
        return has(Trait.PARAGRAPH);
    }

    boolean isSheet() {
        return has(Trait.SHEET);
    }

    /** Whether what browsers make of the whole text may hang on it. */
    boolean isSuspect() {
        return has(Trait.SUSPECT);
    }

    boolean isRaw() {
        return has(Trait.RAW);
    }

    boolean isImage() {
        return has(Trait.IMAGE);
    }

    boolean isForeign() {
        return has(Trait.FOREIGN);
    }

    /** Whether SVG and MathML have no such element of their own, or HTML inside it. */
    boolean isHtmlOnly() {
        return has(Trait.INTEGRATION_POINT)
                || has(Trait.BREAKOUT)
                || has(Trait.NOT_IN_SELECT)
                || (has(Trait.INERT) && !has(Trait.FOREIGN));
    }

    /** Whether it means something else inside a select, or to some browsers. */
    boolean isStrangeInSelect() {
        return has(Trait.NOT_IN_SELECT);
    }

    boolean closesParagraph() {
        return has(Trait.CLOSES_PARAGRAPH);
    }

    /** Whether the tag means something only inside a table. */
    boolean isTablePart() {
        return has(Trait.TABLE_PART);
    }

    /** Whether it may be the parent of that part of a table. */
    boolean holds(HtmlElement part) {
        return is("table")
                || (is("colgroup") && part.is("col"))
                || (has(Trait.ROWS) && (part.is("tr") || part.has(Trait.CELL)))
                || (is("tr") && part.has(Trait.CELL));
    }

    /** Whether other rules of nesting hold inside. */
    boolean nestsOtherwise() {
        return has(Trait.FOREIGN) || is("template");
    }

    /** Whether its end tag closes it whatever stands open inside, as far as is certain. */
    boolean isBlock() {
        return has(Trait.SPECIAL);
    }

    boolean isItem() {
        return has(Trait.ITEM);
    }

    /** Whether the start of this item ends the open element. */
    boolean endsItem(HtmlElement open) {
        return is("li") ? open.is("li") : open.has(Trait.DESCRIPTION);
    }

    /** Whether an item outside stays open when another starts inside. */
    boolean keepsItem() {
        return nestsOtherwise() || (has(Trait.SPECIAL) && !is("address") && !is("div") && !is("p"));
    }

    /** Whether that end tag cannot reach what lies outside of this, which is open. */
    boolean shields(HtmlElement end) {
        if (end.has(Trait.WEAK) && has(Trait.SPECIAL)) {
            return true;
        }
        if (has(Trait.SCOPE)) {
            return !end.has(Trait.TABLE) || is("table") || is("template");
        }
        if (has(Trait.SPECIAL)) {
            return is("noscript")
                    || (end.is("li") && (is("ul") || is("ol")))
                    || (end.is("p") && is("button"))
                    || !(end.has(Trait.SPECIAL) || end.has(Trait.FORMATTING));
        }
        return false;
    }

    /** Whether the end tag finds its element only past what is not special. */
    boolean endsWeakly() {
        return (has(Trait.WEAK) && !is("select")) || !has(Trait.SPECIAL);
    }

    /** Whether it stands in a table where a block would be moved out of it. */
    boolean isBesideCells() {
        return has(Trait.BESIDE_CELLS);
    }

    /** Whether it is the part of a table in which blocks stand. */
    boolean holdsBlocks() {
        return has(Trait.CELL) || is("caption");
    }

    /** Whether this, being the innermost, ends where that one starts. */
    boolean isEndedBeside(HtmlElement start) {
        return (has(Trait.HEADING) && start.has(Trait.HEADING))
                || (is("option") && (start.is("option") || start.is("optgroup")));
    }

    /** Whether its start may end the innermost element or one of its kind. */
    boolean endsTop() {
        return has(Trait.ENDS_TOP);
    }

    /** Whether that open element may be one it ends, in some browsers or places. */
    boolean mayEnd(HtmlElement open) {
        return has(Trait.ENDS_ITS_KIND)
                ? open.has(Trait.ENDS_ITS_KIND)
                : (has(Trait.WEAK) && open.is("p"));
    }

    /** Whether this end tag closes the open element: its own, or any heading's for a heading. */
    boolean closes(HtmlElement open) {
        return is(open) || (has(Trait.HEADING) && open.has(Trait.HEADING));
    }
}
