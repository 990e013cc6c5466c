// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.List;

final class EditedMessageTest {
    private static final Octets HELLO = Octets.of("hello world");

    @Test
    void editsAreAppliedAndTheRestIsTheOriginal() {
        EditedMessage edited =
                new EditedMessage(
                        HELLO,
                        List.of(
                                Edit.insert(0, Octets.of("> ")),
                                new Edit(0, 5, Octets.of("bye")),
                                Edit.delete(10, 1)));

        assertThat(Octets.of(edited.toByteArray()).latin1()).isEqualTo("> bye worl");
        assertThat(edited.length()).isEqualTo(10);
    }

    @Test
    void atOneOffsetACopysOwnEditComesFirst() {
        EditedMessage edited =
                EditedMessage.of(
                        HELLO,
                        List.of(Edit.insert(0, Octets.of("shared ")), Edit.delete(5, 6)),
                        List.of(Edit.insert(0, Octets.of("own ")), Edit.insert(5, Octets.of("!"))));

        assertThat(Octets.of(edited.toByteArray()).latin1()).isEqualTo("own shared hello!");
    }

    @Test
    void overlappingEditsAreRefused() {
        assertThatThrownBy(
                        () ->
                                new EditedMessage(
                                        HELLO, List.of(Edit.delete(2, 4), Edit.delete(5, 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EditedMessage(HELLO, List.of(Edit.delete(10, 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void piecesAndLengthAgree(
            @ForAll byte[] octets, @ForAll @IntRange(max = 50) int at, @ForAll byte[] replacement) {
        int offset = Math.min(at, octets.length);
        int length = (octets.length - offset) / 2;

        EditedMessage edited =
                new EditedMessage(
                        Octets.of(octets),
                        List.of(new Edit(offset, length, Octets.of(replacement))));

        assertThat(edited.pieces().stream().mapToInt(Octets::length).sum())
                .isEqualTo(edited.length())
                .isEqualTo(edited.toByteArray().length)
                .isEqualTo(octets.length - length + replacement.length);
    }
}
