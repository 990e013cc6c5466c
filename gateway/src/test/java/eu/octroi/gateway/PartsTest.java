// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

final class PartsTest {
    private final List<String> closed = new ArrayList<>();
    private final Parts parts = new Parts();

    @Test
    void theLastThatOpenedIsTheFirstThatCloses() {
        parts.keep(() -> closed.add("first"));
        parts.keep(() -> closed.add("second"));

        parts.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void aPartThatDoesNotCloseIsToldAfterTheOthersAreClosed() {
        parts.keep(() -> closed.add("first"));
        parts.keep(PartsTest::fail);

        assertThatThrownBy(parts::close)
                .isInstanceOf(IllegalStateException.class)
                .satisfies(
                        e ->
                                assertThat(e.getSuppressed())
                                        .hasOnlyElementsOfType(IOException.class));
        assertThat(closed).containsExactly("first");
    }

    @Test
    void aFailedStartTellsItsOwnCauseFirst() {
        var cause = new IllegalArgumentException("no port");
        parts.keep(PartsTest::fail);

        parts.closeAfter(cause);

        assertThat(cause.getSuppressed()).hasSize(1);
    }

    private static void fail() throws IOException {
        throw new IOException("the disk is gone");
    }
}
