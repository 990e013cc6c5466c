// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Cuts a style sheet into selectors with their declarations, also where rules stand within rules
 * (CSS Syntax 3, CSS Nesting 1). What strings, addresses and escapes hold is blanked out, so that
 * no brace in them opens or ends anything. Confined to one sheet.
 */
final class StyleSheetReader {
    /** Takes what stands in one block. */
    interface Rules {
        /**
         * Takes one.
         *
         * @param selectors a list, with those of the rules around
         * @param always whether no medium, support or the like is asked for
         */
        void rule(String selectors, String declarations, boolean always);
    }

    private record Block(String selectors, boolean always) {}

    private static final Block OUTSIDE = new Block("", true);

    /** Stands for an escaped character that says itself, as in the class {@code sm\:hidden}. */
    static final char ESCAPED = '\u00b7';

    private static final int DEPTH_MAX = 100;

    private final String sheet;
    private final Rules rules;
    private final Consumer<String> statements;
    private final Deque<Block> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private int at;

    private StyleSheetReader(String sheet, Rules rules, Consumer<String> statements) {
        this.sheet = lines(sheet).toLowerCase(Locale.ROOT).replace("<!--", " ").replace("-->", " ");
        this.rules = rules;
        this.statements = statements;
    }

    /** An escaped line end is one character, CSS Syntax 3 section 3.3. */
    private static String lines(String sheet) {
        return sheet.replace("\r\n", "\n").replace('\r', '\n').replace('\f', '\n');
    }

    /**
     * @param rules gets each selector list and declarations that are under it
     * @param statements gets each at-rule without a block, with its address as it was written
     */
    static void read(String sheet, Rules rules, Consumer<String> statements) {
        new StyleSheetReader(sheet, rules, statements).read();
    }

    private void read() {
        int statement = 0;
        while (at < sheet.length()) {
            char c = sheet.charAt(at);
            switch (c) {
                case '{' -> open();
                case '}' -> close();
                case '"', '\'' -> string(c);
                case '\\' -> escape();
                case '/' -> slash();
                case '(' -> bracket();
                default -> text.append(c);
            }
            at++;
            if (c == ';' && open.isEmpty()) {
                statements.accept(sheet.substring(statement, Math.min(at, sheet.length())));
                text.setLength(0);
            }
            if (c == ';' || c == '{' || c == '}') {
                statement = Math.min(at, sheet.length());
            }
        }
        if (open.isEmpty()) {
            statements.accept(sheet.substring(statement));
        }
        // What is not closed ends with the sheet and is in force.
        while (!open.isEmpty()) {
            close();
        }
    }

    private void open() {
        if (open.size() == DEPTH_MAX) {
            throw Refusal.structure("a style sheet nested deeper than " + DEPTH_MAX);
        }
        int last = text.lastIndexOf(";");
        String selector = text.substring(last + 1).strip();
        text.setLength(last + 1);
        flush();
        Block around = open.isEmpty() ? OUTSIDE : open.peek();
        String outer = around.selectors();
        open.push(
                selector.startsWith("@")
                        ? new Block(outer, false)
                        : new Block(selector.replace("&", parent(outer)), around.always()));
    }

    /**
     * Outside of rules {@code &} is the root. Less of a selector selects more: where its parent is
     * a list, any element will do.
     */
    private static String parent(String outer) {
        return outer.isEmpty() || outer.indexOf(',') >= 0 ? ":root" : outer;
    }

    private void close() {
        flush();
        if (!open.isEmpty()) {
            open.pop();
        }
    }

    private void flush() {
        if (!open.isEmpty() && !text.isEmpty()) {
            Block block = open.peek();
            rules.rule(block.selectors(), text.toString(), block.always());
        }
        text.setLength(0);
    }

    /** A string ends with its line at the latest. */
    private void string(char quote) {
        boolean isInSelector = text.lastIndexOf("[") > text.lastIndexOf("]");
        text.append(quote);
        at++;
        while (at < sheet.length() && sheet.charAt(at) != quote && sheet.charAt(at) != '\n') {
            char c = sheet.charAt(at);
            at += c == '\\' ? 1 : 0;
            boolean isPlain = "{};,\\".indexOf(c) < 0 || (c == '\\' && isInSelector);
            text.append(isPlain ? c : ESCAPED);
            at++;
        }
        text.append(quote);
    }

    /** An escape by number could be any character; it stays, for doubt. */
    private void escape() {
        at++;
        boolean isNumber = at < sheet.length() && Character.digit(sheet.charAt(at), 16) >= 0;
        text.append(isNumber ? '\\' : ESCAPED);
        if (isNumber) {
            text.append(sheet.charAt(at));
        }
    }

    private void slash() {
        if (!sheet.startsWith("/*", at)) {
            text.append('/');
            return;
        }
        int end = sheet.indexOf("*/", at + 2);
        at = end < 0 ? sheet.length() : end + 1;
        text.append(' ');
    }

    /** An address without quotes goes on to its bracket, whatever it holds. */
    private void bracket() {
        text.append('(');
        boolean isAddress = text.length() > 3 && text.substring(text.length() - 4).equals("url(");
        int first = at + 1;
        while (first < sheet.length() && Character.isWhitespace(sheet.charAt(first))) {
            first++;
        }
        if (isAddress && first < sheet.length() && "\"'".indexOf(sheet.charAt(first)) < 0) {
            at = first;
            while (at < sheet.length() && sheet.charAt(at) != ')') {
                at += sheet.charAt(at) == '\\' ? 2 : 1;
            }
            text.append(')');
        }
    }
}
