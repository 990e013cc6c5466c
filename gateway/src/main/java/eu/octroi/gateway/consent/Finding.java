// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.AddressClass;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.settings.Basis;
import eu.octroi.gateway.settings.RegimeProfile;

import java.util.Optional;

/**
 * Whether a stream may write to a recipient, and everything the answer rests on. Immutable.
 *
 * @param list which list of addresses told the class, with its date; empty when none did
 * @param regime the strictest of all that apply
 * @param hint what told the regime
 * @param basis what the regime wants for this class
 * @param grant what the record holds; empty when it was not asked
 * @param refusal empty when the mail may go
 */
public record Finding(
        AddressClass addressClass,
        String list,
        RegimeProfile regime,
        Hint hint,
        Basis basis,
        Optional<Grant> grant,
        Optional<Tag> refusal) {

    /** In one line, such as {@code personal, opt-in under fr (fallback), consent recorded}. */
    public String summary() {
        return addressClass.word()
                + ", "
                + basis.word()
                + " under "
                + regime.name()
                + " ("
                + hint.word()
                + ")"
                + grant.map(g -> ", " + g.kind().word() + " recorded").orElse("");
    }
}
