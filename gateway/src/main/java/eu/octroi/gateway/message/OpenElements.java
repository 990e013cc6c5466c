// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The elements open at a point of an HTML text, as the WHATWG tree builder would have them, or
 * more: where this is simpler than the standard, or readers differ, it keeps an element open that a
 * browser has closed, so that doubt ends in a refusal and never in a clause that nobody sees.
 * Confined to one scan.
 *
 * <p>An element too many may be what an end tag finds, and then what was opened inside it seems
 * closed. So from the first such doubt on, a hidden element is closed by a tag of its own or not at
 * all. Legal HTML raises hardly any doubt.
 */
final class OpenElements {
    /** Browsers stop nesting here as well. */
    private static final int DEPTH_MAX = 512;

    /** Elements looked at in all; keeps time linear when text is made to tangle. */
    private static final int EFFORT_MAX = 1_000_000;

    private record Open(HtmlElement element, HtmlHiding attributes, Set<String> names) {
        boolean hides() {
            return element.isInert() || attributes.hides();
        }
    }

    private static final HtmlElement PARAGRAPH = HtmlElements.known("p");

    private final List<Open> stack = new ArrayList<>();

    /** So many of the outermost are known to hide nothing. */
    private int shown;

    /** So many of the outermost are known to veil nothing, and whether the next one does. */
    private int bare;

    private boolean veiled;

    private int anchors;
    private int effort;

    /** Whether more may be open here than in a browser. */
    private boolean doubtful;

    /** Whether a hidden element may still be open that the stack no longer holds. */
    private boolean lingering;

    private boolean forms;

    /** Whether an end tag may have made browsers forget the form that is open. */
    private boolean formLost;

    /** End tags for such elements, hiding or not: one too many means nothing. */
    private final StringBuilder reopening = new StringBuilder();

    private int reopened;

    /**
     * @param names by which a style sheet can hide it
     */
    void start(HtmlElement element, HtmlHiding attributes, Set<String> names) {
        if (element.isStrangeInSelect() && isOpen("select")) {
            // Where it ends the select, a later end tag means nothing, and where not, much.
            throw Refusal.structure("HTML with an element " + element.name() + " in a select");
        }
        if (element.isTablePart() && !clearTable(element)) {
            return;
        }
        if (element.isVoid() && !element.is("hr")) {
            return;
        }
        if (element.isItem()) {
            closeItem(element);
        }
        if (element.closesParagraph()) {
            closeParagraph();
        }
        if (element.isVoid()) {
            return;
        }
        if (!stack.isEmpty()) {
            startIn(stack.getLast().element(), element);
        }
        if (stack.size() == DEPTH_MAX) {
            throw Refusal.structure("HTML elements nested deeper than " + DEPTH_MAX);
        }
        if (element.isAnchor()) {
            anchors++;
            // Browsers forget the link around the form, and later end tags mean others.
            lingering |= forms && isOpenWithin("a", "form");
        }
        if (element.isForm()) {
            formLost |= forms && isOpen("form");
            forms = true;
        }
        stack.add(new Open(element, attributes, names));
    }

    void end(HtmlElement ended) {
        if (ended.isVoid() || (formLost && ended.isForm())) {
            return;
        }
        for (int i = stack.size() - 1; i >= 0; i--) {
            HtmlElement element = look(i);
            if (ended.closes(element)) {
                anchors -= ended.isAnchor() && anchors > 0 ? 1 : 0;
                close(i, ended);
                return;
            }
            if (element.shields(ended)) {
                formLost |= ended.isForm();
                doubtful = true;
                return;
            }
        }
        anchors -= ended.isAnchor() && anchors > 0 ? 1 : 0;
        // Rows may be open that no tag began.
        doubtful |= ended.isTablePart();
    }

    private void close(int index, HtmlElement ended) {
        boolean isTop = index == stack.size() - 1 && (reopened == 0 || !ended.isForm());
        if (ended.isLoose() && !isTop) {
            // Doubt keeps what was opened inside, and what that stands in.
            doubtful |= ended.isFormatting();
            lingering |= stack.get(index).hides();
        } else if (!isTop) {
            HtmlElement top = stack.getLast().element();
            boolean isOptionLeftOpen = index == stack.size() - 2 && top.isEndedBeside(ended);
            doubtful |= ended.endsWeakly() && !isOptionLeftOpen;
            pop(index + 1, !ended.is("select"));
        }
        stack.remove(index);
        forget(index);
    }

    /** What depends on the innermost element alone, which a new one may end. */
    private void startIn(HtmlElement top, HtmlElement element) {
        if (element.endsTop()) {
            endTop(top, element);
        } else if (top.isBesideCells() && !element.isTablePart() && !element.isRaw()) {
            // Browsers move it out of the table.
            doubtful = true;
        }
    }

    private void endTop(HtmlElement top, HtmlElement element) {
        doubtful |= top.isBesideCells();
        if (element.is("table")) {
            startTable();
        } else if (!top.isEndedBeside(element)) {
            doubtful |= stack.stream().anyMatch(open -> element.mayEnd(open.element()));
        } else if (reopened == 0) {
            pop(stack.size() - 1, false);
        } else {
            // What browsers open anew may be innermost instead.
            doubtful = true;
        }
    }

    /** A table straight inside another ends that one; one in a paragraph ends it, or does not. */
    private void startTable() {
        doubtful |= paragraph() >= 0;
        for (int i = stack.size() - 1; i >= 0; i--) {
            HtmlElement element = look(i);
            if (element.is("table")) {
                doubtful = true;
                pop(i, true);
                return;
            }
            if (element.nestsOtherwise() || element.holdsBlocks()) {
                return;
            }
        }
    }

    /**
     * Closes what a row, a cell or the like cannot stand in; false outside of tables, where the tag
     * means nothing.
     */
    private boolean clearTable(HtmlElement part) {
        for (int i = stack.size() - 1; i >= 0; i--) {
            HtmlElement element = look(i);
            if (element.nestsOtherwise()) {
                return true;
            }
            if (element.holds(part)) {
                boolean isCertain = stack.getLast().element().isTablePart();
                pop(i + 1, !isCertain);
                return true;
            }
        }
        return false;
    }

    /** A list item ends the one before it, whatever plain blocks that left open. */
    private void closeItem(HtmlElement item) {
        for (int i = stack.size() - 1; i >= 0; i--) {
            HtmlElement element = look(i);
            if (item.endsItem(element)) {
                pop(i, false);
                return;
            }
            if (element.keepsItem()) {
                return;
            }
        }
    }

    private void closeParagraph() {
        int open = paragraph();
        if (open >= 0) {
            pop(open, false);
        }
    }

    /** Where the paragraph is that an end tag for one would close; negative when nowhere. */
    private int paragraph() {
        for (int i = stack.size() - 1; i >= 0; i--) {
            HtmlElement element = look(i);
            if (element.isParagraph()) {
                return i;
            }
            if (element.shields(PARAGRAPH)) {
                return -1;
            }
        }
        return -1;
    }

    private boolean isOpen(String name) {
        return stack.stream().anyMatch(open -> open.element().is(name));
    }

    private boolean isOpenWithin(String outer, String inner) {
        return stack.stream()
                .map(open -> open.element().name())
                .dropWhile(name -> !name.equals(outer))
                .anyMatch(inner::equals);
    }

    private HtmlElement look(int index) {
        if (++effort > EFFORT_MAX) {
            throw Refusal.structure("HTML with too many unclosed elements");
        }
        return stack.get(index).element();
    }

    /**
     * Closes all from that one on.
     *
     * @param isOther whether the tag may be about something else than the innermost of them
     */
    private void pop(int downTo, boolean isOther) {
        int count = stack.size() - downTo;
        if (doubtful && count > (isOther ? 0 : 1)) {
            lingering |= isHidden();
        }
        while (stack.size() > downTo) {
            Open open = stack.removeLast();
            if (open.element().isFormatting()) {
                lingering |= open.hides();
                linger(open.element());
            }
            // To a browser that runs scripts, all of it is text up to its own end tag.
            lingering |= open.element().is("noscript");
        }
        forget(downTo);
    }

    private void linger(HtmlElement element) {
        if (++reopened > DEPTH_MAX) {
            throw Refusal.structure("HTML with too many unclosed elements");
        }
        reopening.append("</").append(element.name()).append("> ");
    }

    boolean isHidden() {
        while (!lingering && shown < stack.size() && !stack.get(shown).hides()) {
            shown++;
        }
        return lingering || shown < stack.size();
    }

    /** What was found out about the element there, and those inside it, holds no longer. */
    private void forget(int from) {
        shown = Math.min(shown, from);
        veiled &= bare < from;
        bare = Math.min(bare, from);
    }

    /** Whether the text says for certain that nobody sees what stands here. */
    boolean isVeiled() {
        while (!veiled && bare < stack.size()) {
            veiled = stack.get(bare).attributes().veils();
            bare += veiled ? 0 : 1;
        }
        return veiled && !doubtful;
    }

    /** What style sheets can name the open elements by, outermost first. */
    List<Set<String>> names() {
        return stack.stream().map(Open::names).toList();
    }

    /** Whether a link is open, in which no other can stand. */
    boolean isInAnchor() {
        return anchors > 0 || isOpen("a");
    }

    /** Whether a table is open at a place where a block would be moved out of it. */
    boolean isBetweenCells() {
        for (int i = stack.size() - 1; i >= 0; i--) {
            HtmlElement element = stack.get(i).element();
            if (element.nestsOtherwise() || element.holdsBlocks()) {
                return false;
            }
            if (element.isBesideCells()) {
                return true;
            }
        }
        return false;
    }

    /** End tags for everything that is open or would be opened anew, innermost first. */
    String closers() {
        StringBuilder closers = new StringBuilder();
        for (int i = stack.size() - 1; i >= 0; i--) {
            String name = stack.get(i).element().name();
            // A block closes a paragraph by itself; an end tag too many would make an empty one.
            // But no end tag gets past an open paragraph to what is no block.
            boolean isLeft = name.equals("p") && (i == 0 || stack.get(i - 1).element().isBlock());
            if (!isLeft) {
                closers.append("</").append(checked(name)).append("> ");
            }
        }
        closers.append(reopening);
        if (anchors > 0 && closers.indexOf("</a>") < 0) {
            closers.append("</a> ");
        }
        return closers.toString().stripTrailing();
    }

    private static String checked(String name) {
        boolean isKnown = name.chars().allMatch(OpenElements::isPlain);
        if (!isKnown || name.length() == HtmlTokens.NAME_MAX) {
            throw Refusal.structure("an HTML element with a strange name is not closed");
        }
        return name;
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-:_.".indexOf(c) >= 0;
    }
}
