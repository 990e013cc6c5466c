// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.suppression.ImportRow.Broken;
import eu.octroi.gateway.suppression.ImportRow.OfText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The rows of a list of lines; the first line tells the columns. Confined to one import. */
final class TextRows implements ImportRows {
    /** A quoted field may run over lines, but an unclosed quote must not swallow the list. */
    static final int JOINED_LINES_MAX = 50;

    private final Lines lines;
    private final Deque<Lines.Line> putBack = new ArrayDeque<>();
    private @Nullable Columns columns;
    private long number;

    TextRows(InputStream in) throws IOException {
        this.lines = new Lines(in);
    }

    @Override
    public @Nullable ImportRow next() throws IOException {
        for (Lines.Line line = line(); line != null; line = line()) {
            number = line.number();
            if (line.text().isBlank()) {
                continue;
            }
            String text = line.text().indexOf('"') < 0 ? line.text() : joined(line);
            Columns known = columns;
            if (known == null) {
                known = Columns.of(text);
                columns = known;
                if (known.hasHeader()) {
                    continue;
                }
            }
            return line.isCut()
                    ? new Broken(line.number(), "the line is too long")
                    : new OfText(line.number(), text, known, known.split(text));
        }
        return null;
    }

    @Override
    public long lines() {
        return number;
    }

    @Override
    public long octets() {
        return lines.taken();
    }

    private Lines.@Nullable Line line() throws IOException {
        return putBack.isEmpty() ? lines.next() : putBack.poll();
    }

    /** A quoted field may hold line ends: takes the lines up to the closing quote. */
    private String joined(Lines.Line line) throws IOException {
        List<Lines.Line> more = new ArrayList<>();
        StringBuilder text = new StringBuilder(line.text());
        while (!isClosed(text) && more.size() < JOINED_LINES_MAX) {
            Lines.Line next = line();
            if (next == null) {
                break;
            }
            more.add(next);
            text.append('\n').append(next.text());
        }
        if (isClosed(text)) {
            return text.toString();
        }
        // The quote is a stray one: the lines after it stand for themselves.
        for (int i = more.size() - 1; i >= 0; i--) {
            putBack.push(more.get(i));
        }
        return line.text();
    }

    private static boolean isClosed(CharSequence text) {
        return text.chars().filter(c -> c == '"').count() % 2 == 0;
    }
}
