// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

final class ProgressLineTest {
    private final StringWriter shown = new StringWriter();
    private final AtomicLong millis = new AtomicLong();

    @Test
    void aTerminalGetsOneLineThatRedrawsItself() {
        ProgressLine line = line(true);

        millis.set(1000);
        line.show("5 lines", 50, 100);
        line.show("6 lines", 60, 100);
        line.end();

        assertThat(shown.toString()).contains(" 50 %  5 lines").doesNotContain("6 lines", "\n");
        assertThat(shown.toString()).endsWith("\r\033[K");
    }

    @Test
    void aFileGetsAPlainLineNowAndThen() {
        ProgressLine line = line(false);

        line.show("1 line", 1, 100);
        millis.set(10_000);
        line.show("50 lines", 50, 100);
        millis.set(19_999);
        line.show("90 lines", 90, 100);
        line.end();

        assertThat(shown.toString()).isEqualToIgnoringNewLines("50 lines (50 %), 10 s left");
    }

    @Test
    void whatIsLeftFollowsThePaceSoFar() {
        ProgressLine line = line(false);

        millis.set(30_000);
        line.show("1 line", 1, 5);

        assertThat(shown.toString()).isEqualToIgnoringNewLines("1 line (20 %), 2 min 00 s left");
    }

    @Test
    void aLengthNobodyKnowsHasNoBar() {
        ProgressLine line = line(true);

        millis.set(1000);
        line.show("5 lines", 50, 0);

        assertThat(shown.toString()).isEqualTo("\r\033[K5 lines");
    }

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(
                new PrintWriter(shown, true), terminal, () -> Instant.ofEpochMilli(millis.get()));
    }
}
