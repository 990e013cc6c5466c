// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A company in whose name mail is sent (GDPR art. 4(7)), as it is named in clauses and on pages.
 *
 * @param legalName name and legal form; mandatory
 * @param registration SIREN, RCS or the like; mandatory
 * @param address postal address, one line; mandatory
 * @param contact e-mail address or telephone for questions about personal data; mandatory
 * @param brand the name recipients know; default the legal name
 * @param language of clauses and pages when the message names none: fr or en; default fr
 * @param coversAllSending whether every tool of the company sends through this gateway, so that a
 *     clause may say that a refusal covers all offers; default false
 * @param agency the agency that sends for the company, named before clause A; default empty
 * @param clauses the clause set its streams use, by name and version; default octroi-1
 * @param renamedFrom the name under which the record knows this controller; default empty
 * @param retired whether it sends no more; its entries are kept; default false
 * @param domains sending domains and their DKIM keys; the From of a message must be in one of them;
 *     mandatory unless retired
 * @param notice what the notice page says beyond the identity (Annex 2); default none
 */
public record Controller(
        String legalName,
        String registration,
        String address,
        String contact,
        String brand,
        Language language,
        boolean coversAllSending,
        Optional<String> agency,
        String clauses,
        Optional<ControllerId> renamedFrom,
        boolean retired,
        Map<String, SigningDomain> domains,
        Notice notice) {

    /**
     * What the level 2 notice says beyond the identity; empty parts are left out or say "none".
     *
     * @param representative the person who represents the company; default empty
     * @param dataProtectionOfficer name or address of the DPO; default empty
     * @param host who runs the gateway and its machines; default empty
     * @param recipients who else receives the data; default empty
     * @param transfers transfers outside the EU and their safeguards; default empty
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
        domains = Collections.unmodifiableMap(new LinkedHashMap<>(domains));
    }

    public Set<String> domainNames() {
        return domains.keySet();
    }
}
