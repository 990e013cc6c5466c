// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.SaidClauses;

import java.util.List;
import java.util.function.Function;

/**
 * Clauses A and B of one message with every value filled in, save the two links, which stand as
 * {@link #NOTICE} and {@link #UNSUBSCRIBE} until a copy is rendered. Said in more than one
 * language, each language has both as blocks of its own. Immutable.
 */
final class Clauses {
    /** Stands for the notice link; values never hold it because they hold no controls. */
    static final char NOTICE = '\u0001';

    /** Stands for the copy's unsubscribe link. */
    static final char UNSUBSCRIBE = '\u0002';

    private final List<ClauseWords> words;
    private final SaidClauses said;
    private final String reference;
    private final ClauseBlocks plain;
    private final ClauseBlocks simple;
    private final ClauseBlocks html;

    private Clauses(ClauseFacts facts) {
        this.words =
                facts.reasons().stream().map(reasons -> new ClauseWords(facts, reasons)).toList();
        this.said = SaidFacts.write(facts);
        this.reference = said.reference();
        this.plain =
                ClauseBlocks.of(
                        each(ClauseWords::information), each(ClauseWords::opposition), true);
        this.simple = plain.withoutTypography();
        this.html =
                ClauseBlocks.of(
                        each(ClauseWords::htmlInformation),
                        each(ClauseWords::htmlOpposition),
                        false);
    }

    /** Fills in the facts; refuses when a value is missing or could do more than be read. */
    static Clauses of(ClauseFacts facts) {
        return new Clauses(facts);
    }

    /** What they say, for the archive. */
    SaidClauses said() {
        return said;
    }

    /** {@link SaidClauses#reference}, digested once for all messages that say the same. */
    String reference() {
        return reference;
    }

    /** Both as plain text, as they are meant to be read. */
    ClauseBlocks plain() {
        return plain;
    }

    /** {@link #plain} with plain dashes and apostrophes. */
    ClauseBlocks simple() {
        return simple;
    }

    /** Both as HTML, ASCII by numeric entities. */
    ClauseBlocks html() {
        return html;
    }

    /** Both as plain text in ASCII, for charsets that cannot carry them otherwise. */
    ClauseBlocks ascii() {
        return ClauseBlocks.of(
                each(ClauseWords::asciiInformation), each(ClauseWords::asciiOpposition), true);
    }

    private List<String> each(Function<ClauseWords, String> clause) {
        return words.stream().map(clause).toList();
    }
}
