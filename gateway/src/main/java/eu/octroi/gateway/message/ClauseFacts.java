// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Language;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What the clauses say, in the language they say it in. Texts are plain text, escaped where they
 * are used; an empty one or one with line ends, controls or bidi controls makes the plan refuse
 * (A-11).
 *
 * @param controller legal name and form
 * @param registration SIREN, RCS or the like
 * @param address postal address, one line
 * @param contact e-mail address or telephone
 * @param purpose what the message is about
 * @param reason why this person is written to
 * @param source label of where the details come from
 * @param sourceDate when they were obtained; without it the parenthesis is left out
 * @param coversAllSending whether a refusal covers all offers at once
 */
public record ClauseFacts(
        String controller,
        String registration,
        String address,
        String contact,
        String purpose,
        String reason,
        String source,
        Optional<LocalDate> sourceDate,
        boolean coversAllSending,
        Language language) {}
