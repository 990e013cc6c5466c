// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The elements open at a point of an HTML text, as the WHATWG tree builder would have them, or
 * more: where this is simpler than the standard it keeps an element open that a browser has closed,
 * so that doubt ends in a refusal and never in a clause that nobody sees. Confined to one scan.
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

    private static final HtmlElement PARAGRAPH = HtmlElement.known("p");

    private final List<Open> stack = new ArrayList<>();
    private int anchors;
    private int effort;

    /** A hiding b, font or the like that was closed by something else lives on in what follows. */
    private boolean lingering;

    /** End tags for such elements, hiding or not: one too many means nothing. */
    private final StringBuilder reopening = new StringBuilder();

    private int reopened;

    /**
     * @param names by which a style sheet can hide it
     */
    void start(HtmlElement element, HtmlHiding attributes, Set<String> names) {
        if (element.isField() && stack.stream().anyMatch(open -> open.element().is("select"))) {
            // Where it ends the select, a later end tag means nothing, and where not, much.
            throw Refusal.structure("HTML with a form field inside a select");
        }
        if ((element.isVoid() && !element.is("hr"))
                || (element.isTablePart() && !clearTable(element))) {
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
        if (stack.size() == DEPTH_MAX) {
            throw Refusal.structure("HTML elements nested deeper than " + DEPTH_MAX);
        }
        anchors += element.isAnchor() ? 1 : 0;
        stack.add(new Open(element, attributes, names));
    }

    void end(HtmlElement ended) {
        anchors -= ended.isAnchor() && anchors > 0 ? 1 : 0;
        for (int i = stack.size() - 1; i >= 0; i--) {
            HtmlElement element = look(i);
            if (ended.closes(element)) {
                close(i, ended);
                return;
            }
            if (element.shields(ended)) {
                return;
            }
        }
    }

    private void close(int index, HtmlElement ended) {
        if (ended.isLoose()) {
            // Doubt keeps what was opened inside.
            stack.remove(index);
        } else {
            pop(index);
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
                pop(i + 1);
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
                pop(i);
                return;
            }
            if (element.keepsItem()) {
                return;
            }
        }
    }

    private void closeParagraph() {
        for (int i = stack.size() - 1; i >= 0; i--) {
            HtmlElement element = look(i);
            if (element.is("p")) {
                pop(i);
                return;
            }
            if (element.shields(PARAGRAPH)) {
                return;
            }
        }
    }

    private HtmlElement look(int index) {
        if (++effort > EFFORT_MAX) {
            throw Refusal.structure("HTML with too many unclosed elements");
        }
        return stack.get(index).element();
    }

    private void pop(int downTo) {
        while (stack.size() > downTo) {
            Open open = stack.removeLast();
            if (open.element().isFormatting()) {
                lingering |= open.hides();
                linger(open.element());
            }
        }
    }

    private void linger(HtmlElement element) {
        if (++reopened > DEPTH_MAX) {
            throw Refusal.structure("HTML with too many unclosed elements");
        }
        reopening.append("</").append(element.name()).append("> ");
    }

    boolean isHidden() {
        return lingering || stack.stream().anyMatch(Open::hides);
    }

    /** What style sheets can name the open elements by, outermost first. */
    List<Set<String>> names() {
        return stack.stream().map(Open::names).toList();
    }

    /** Whether a link is open, in which no other can stand. */
    boolean isInAnchor() {
        return anchors > 0;
    }

    /** Whether a table is open at a place where a block would be moved out of it. */
    boolean isBetweenCells() {
        for (int i = stack.size() - 1; i >= 0; i--) {
            switch (stack.get(i).element().name()) {
                case "td", "th", "caption" -> {
                    return false;
                }
                case "table", "tbody", "thead", "tfoot", "tr", "colgroup" -> {
                    return true;
                }
                default -> {}
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
            if (!name.equals("p")) {
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
