// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.settings.ClauseTexts;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The clauses of a sent copy, rendered again from the archive, byte for byte as they were.
 * Which form a text of the message got depends on its type and charset. Immutable.
 *
 * @param plain for texts whose charset carries them
 * @param simple the same with plain dashes and apostrophes, for texts that were 7-bit
 * @param ascii for charsets that carry neither; empty when a value has no form in ASCII
 * @param html for HTML
 */
public record SentClauses(Pair plain, Pair simple, Optional<Pair> ascii, Pair html) {
    /** Clause A and clause B, each with its line ends. */
    public record Pair(String information, String opposition) {}

    /**
     * Renders again.
     *
     * @param texts finds an archived file of texts by its SHA-256
     * @param token of the copy, as it stood in its link
     * @throws IllegalArgumentException when the archive lacks the texts, or another version of this
     *     software rendered them
     */
    public static SentClauses of(
            SaidClauses said, Function<String, Optional<ClauseTexts>> texts, String token) {
        ClauseFacts facts = SaidFacts.read(said, texts);
        Clauses clauses = Clauses.of(facts);
        String link = facts.pages().unsubscribe() + token;
        String notice = facts.pages().notice();
        return new SentClauses(
                pair(clauses.plain(), notice, link, false),
                pair(clauses.simple(), notice, link, false),
                ascii(clauses).map(blocks -> pair(blocks, notice, link, false)),
                pair(clauses.html(), notice, link, true));
    }

    /** All forms there are. */
    public List<Pair> forms() {
        return Stream.concat(Stream.of(html, plain, simple), ascii.stream()).toList();
    }

    private static Optional<ClauseBlocks> ascii(Clauses clauses) {
        try {
            return Optional.of(clauses.ascii());
        } catch (Refusal noForm) {
            // Then no copy got them in ASCII either.
            return Optional.empty();
        }
    }

    private static Pair pair(ClauseBlocks blocks, String notice, String link, boolean html) {
        CopyLinks links = new CopyLinks(link, notice, "archive", "archive");
        return new Pair(
                rendered(blocks.information(), links, html),
                rendered(blocks.opposition(), links, html));
    }

    private static String rendered(String block, CopyLinks links, boolean html) {
        OctetSink out = new OctetSink(2_048);
        new CopyTemplate(block, StandardCharsets.UTF_8, html).render(links, out);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }
}
