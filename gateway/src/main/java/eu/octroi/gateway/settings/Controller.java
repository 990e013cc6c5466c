// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Language;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A company in whose name mail is sent (GDPR art. 4(7)), as it is named in clauses and on pages.
 *
 * @param legalName name and legal form
 * @param registration SIREN, RCS or the like
 * @param address postal address, one line
 * @param contact e-mail address or telephone for questions about personal data
 * @param brand the name recipients know; the legal name when not given
 * @param language of clauses and pages when the message names none
 * @param coversAllSending whether every tool of the company sends through this gateway, so that a
 *     clause may say that a refusal covers all offers
 * @param renamedFrom the name under which the record knows this controller
 * @param retired whether it sends no more; its entries are kept
 * @param domains sending domains and their DKIM keys; the From of a message must be in one of them
 * @param notice what the notice page says beyond the identity (Annex 2)
 */
public record Controller(
        String legalName,
        String registration,
        String address,
        String contact,
        String brand,
        Language language,
        boolean coversAllSending,
        Optional<ControllerId> renamedFrom,
        boolean retired,
        Map<String, SigningDomain> domains,
        Notice notice) {

    /**
     * What the level 2 notice says beyond the identity; empty parts are left out or say "none".
     *
     * @param representative the person who represents the company
     * @param dataProtectionOfficer name or address of the DPO
     * @param host who runs the gateway and its machines
     * @param recipients who else receives the data
     * @param transfers transfers outside the EU and their safeguards
     */
    public record Notice(
            Optional<String> representative,
            Optional<String> dataProtectionOfficer,
            Optional<LocalizedText> host,
            Optional<LocalizedText> recipients,
            Optional<LocalizedText> transfers) {
        public static final Notice NONE =
                new Notice(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }

    public Controller {
        domains = Map.copyOf(domains);
    }

    public Set<String> domainNames() {
        return domains.keySet();
    }
}
