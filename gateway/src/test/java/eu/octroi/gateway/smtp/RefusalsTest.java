// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Tag;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

final class RefusalsTest {
    private static final String REFERENCE = "01J9ZC0T5M3V8Q4R7X2Y6K1N0P";

    @Test
    void theTagStandsRightAfterTheEnhancedCodeAndTheReferenceAtTheEnd() {
        String text = Refusals.recipientText(Tag.OPPOSED, "Acme");

        Reply reply = Refusals.refused(Tag.OPPOSED, text, REFERENCE);

        assertThat(reply.wire())
                .isEqualTo(
                        "550 5.7.1 [opposed] Recipient has objected to prospecting from Acme"
                                + " (ref 01J9ZC0T5M3V8Q4R7X2Y6K1N0P)\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void everyTagHasExactlyOneRowInTheCatalogueWithItsCode(Tag tag) throws IOException {
        Reply reply = Refusals.refused(tag, Refusals.recipientText(tag, "Acme"), REFERENCE);
        String row = "| `" + tag.word() + "` | " + reply.code() + " ";

        List<String> rows = catalogue().stream().filter(r -> r.startsWith(row)).toList();

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst()).contains(reply.enhanced().orElseThrow() + " |");
    }

    @Test
    void theCatalogueHasNoRowForATagThatDoesNotExist() throws IOException {
        assertThat(catalogue().stream().filter(r -> r.startsWith("| `")))
                .hasSize(Tag.values().length);
    }

    @ParameterizedTest
    @EnumSource
    void aTagToldAsTemporaryIsAlways450(Tag tag) {
        Reply reply = Refusals.refusedForNow(tag, "words", REFERENCE);

        assertThat(reply.wire()).startsWith("450 4.7.1 [" + tag.word() + "] words");
    }

    @Test
    void wordsFromTheConfigurationCannotBreakTheLine() {
        Reply reply = Refusals.refused(Tag.OPPOSED, "Société Œuvre\r\n250 OK", "x\ny");

        assertThat(reply.wire())
                .isEqualTo("550 5.7.1 [opposed] Societe ?uvre??250 OK (ref x?y)\r\n");
    }

    @Test
    void wordsAreCutRatherThanTheReference() {
        Reply reply = Refusals.refused(Tag.STRUCTURE, "x".repeat(2_000), REFERENCE);

        assertThat(reply.wire().length()).isLessThanOrEqualTo(Reply.LINE_OCTETS_MAX);
        assertThat(reply.wire()).endsWith("(ref " + REFERENCE + ")\r\n");
    }

    /** The first table of the page; the file is looked for upwards from the working directory. */
    private static List<String> catalogue() throws IOException {
        Path home = Path.of("").toAbsolutePath();
        while (!Files.exists(home.resolve("docs/refusals.md"))) {
            home = Objects.requireNonNull(home.getParent(), "docs/refusals.md is missing");
        }
        String page = Files.readString(home.resolve("docs/refusals.md"));
        return page.lines().takeWhile(line -> !line.startsWith("## ")).toList();
    }
}
