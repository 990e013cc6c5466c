// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

final class LinesTest {
    private static final List<String> LINES = List.of("un", "", "deux é", "trois");
    private static final byte[] LIST =
            "\uFEFFun\r\n\ndeux é\ntrois".getBytes(StandardCharsets.UTF_8);

    @Test
    void linesAreFoundWhereverTheInputIsSplit() throws IOException {
        for (int split = 3; split < LIST.length; split++) {
            InputStream in =
                    new SequenceInputStream(
                            new ByteArrayInputStream(LIST, 0, split),
                            new ByteArrayInputStream(LIST, split, LIST.length - split));

            assertThat(texts(in)).as("split at %d", split).isEqualTo(LINES);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 262_144, 700_000})
    void aLongLineIsCutAndTheRestOfItSkipped(int length) throws IOException {
        byte[] list = ("x".repeat(length) + "\nnext\n").getBytes(StandardCharsets.US_ASCII);
        Lines lines = new Lines(new ByteArrayInputStream(list));

        Lines.Line first = lines.next();
        Lines.Line second = lines.next();

        assertThat(first).isNotNull();
        assertThat(first.isCut()).isEqualTo(length >= Lines.OCTETS_MAX);
        assertThat(second).isEqualTo(new Lines.Line(2, "next", false));
        assertThat(lines.next()).isNull();
        assertThat(lines.taken()).isEqualTo(list.length);
    }

    private static List<String> texts(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        List<String> texts = new ArrayList<>();
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
            texts.add(line.text());
        }
        return texts;
    }
}
