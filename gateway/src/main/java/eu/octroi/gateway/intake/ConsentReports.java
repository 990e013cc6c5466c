// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.consent.ConsentRules;
import eu.octroi.gateway.consent.ConsentUnavailableException;
import eu.octroi.gateway.consent.Finding;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.intake.Explanation.ConsentReport;

import java.util.Optional;

/** Findings on consent in the words of an explanation. Thread-safe. */
public final class ConsentReports implements Explainer.Law {
    private final ConsentRules rules;

    public ConsentReports(ConsentRules rules) {
        this.rules = rules;
    }

    @Override
    public Optional<ConsentReport> find(Origin origin, EmailAddress to) {
        try {
            return rules.find(origin, to).map(finding -> report(finding, to));
        } catch (ConsentUnavailableException unknown) {
            // The verdict says so already.
            return Optional.empty();
        }
    }

    private ConsentReport report(Finding finding, EmailAddress to) {
        var all = rules.demands(finding, to);
        return new ConsentReport(
                finding.addressClass().word(),
                finding.list(),
                all.name(),
                finding.hint().word(),
                finding.basis().word(),
                finding.grant().map(grant -> grant.kind().word()),
                all.demands().mustShow());
    }
}
