// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Progress of long work: one line that redraws itself on a terminal, a plain line now and then
 * elsewhere. Confined to the thread that does the work.
 */
final class ProgressLine {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration PLAIN_LINE = Duration.ofSeconds(10);
    private static final int BAR_WIDTH = 24;

    private final PrintWriter out;
    private final boolean terminal;
    private final InstantSource clock;
    private final long begunMillis;
    private long nextMillis;
    private boolean drawn;

    ProgressLine(PrintWriter out, boolean terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.begunMillis = clock.millis();
        // Work that ends before the first line is due says nothing.
        this.nextMillis = clock.millis() + (terminal ? REDRAW : PLAIN_LINE).toMillis();
    }

    static ProgressLine on(PrintWriter out) {
        return new ProgressLine(out, Terminals.console().isPresent(), InstantSource.system());
    }

    /**
     * Shows how far the work is, unless it was shown a moment ago.
     *
     * @param total 0 when nobody knows
     */
    void show(String what, long done, long total) {
        long now = clock.millis();
        if (now < nextMillis) {
            return;
        }
        nextMillis = now + (terminal ? REDRAW : PLAIN_LINE).toMillis();
        if (terminal) {
            out.print("\r\033[K" + bar(done, total) + what + left(now, done, total));
            drawn = true;
        } else {
            out.println(what + percent(done, total) + left(now, done, total));
        }
        out.flush();
    }

    /** Leaves a clean line for what comes next. */
    void end() {
        if (drawn) {
            out.print("\r\033[K");
            out.flush();
            drawn = false;
        }
    }

    /** How long it will take still, going by the pace so far. */
    private String left(long now, long done, long total) {
        if (done <= 0 || total <= done) {
            return "";
        }
        double seconds = (now - begunMillis) / 1000.0 * (total - done) / done;
        Duration left = Duration.ofSeconds(Math.round(seconds));
        return left.toMinutes() == 0
                ? ", %d s left".formatted(left.toSeconds())
                : ", %d min %02d s left".formatted(left.toMinutes(), left.toSecondsPart());
    }

    private static String bar(long done, long total) {
        if (total <= 0) {
            return "";
        }
        int filled = Math.clamp(BAR_WIDTH * done / total, 0, BAR_WIDTH);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  ",
                "#".repeat(filled),
                ".".repeat(BAR_WIDTH - filled),
                Math.clamp(100 * done / total, 0, 100));
    }

    private static String percent(long done, long total) {
        return total <= 0 ? "" : " (" + Math.clamp(100 * done / total, 0, 100) + " %)";
    }
}
