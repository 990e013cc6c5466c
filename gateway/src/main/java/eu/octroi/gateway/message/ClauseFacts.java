// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.settings.ClauseTexts;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the clauses say. Texts are plain text, escaped where they are used; an empty one or one with
 * line ends, controls, bidi controls or addresses of pages makes the plan refuse (A-11). Immutable.
 *
 * @param reasons one per language in which the clauses are said, in their order
 * @param sourceDate when the details were obtained; without it the parenthesis is left out
 * @param length of clause A
 */
public record ClauseFacts(
        Identity identity,
        List<Reasons> reasons,
        Optional<LocalDate> sourceDate,
        Promises promises,
        Length length,
        Pages pages) {
    public ClauseFacts {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("clauses in no language");
        }
    }

    /** The same with clause A in this form. */
    public ClauseFacts in(Length other) {
        return new ClauseFacts(identity, reasons, sourceDate, promises, other, pages);
    }

    /**
     * Who writes.
     *
     * @param controller legal name and form
     * @param brand the name recipients know
     * @param registration SIREN, RCS or the like
     * @param address postal address, one line
     * @param contact e-mail address or telephone
     * @param agency who sends for the controller, if another does
     */
    public record Identity(
            String controller,
            String brand,
            String registration,
            String address,
            String contact,
            Optional<String> agency) {}

    /**
     * Why, in one language.
     *
     * @param texts the clause texts of that language
     * @param purpose what the message is about
     * @param reason why this person is written to
     * @param source label of where the details come from
     */
    public record Reasons(ClauseTexts texts, String purpose, String reason, String source) {
        Language language() {
            return texts.language();
        }
    }

    /**
     * What clause B may promise because it is true today.
     *
     * @param allOffers whether a refusal covers all offers at once
     * @param replyStop whether a reply that says STOP is read
     */
    public record Promises(boolean allOffers, boolean replyStop) {}

    /** The forms of clause A. */
    public enum Length {
        /** To whom it is the first communication. */
        LONG,
        SHORT
    }

    /**
     * The pages the clauses link.
     *
     * @param notice the level 2 notice, absolute
     * @param noticeVersion the version it has now
     * @param unsubscribe where a copy's token is appended, absolute, ending in a slash
     */
    public record Pages(String notice, String noticeVersion, String unsubscribe) {}
}
