// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import eu.octroi.admin.credentials.CredentialDesk;
import eu.octroi.admin.keys.KeyDesk;
import eu.octroi.gateway.AdminParts;
import eu.octroi.gateway.AdminRoutes;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.settings.Settings;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything under {@code /api/v1}, for the gateway to serve behind its token. Immutable. */
public record ApiRoutes(Settings settings) implements AdminRoutes {

    @Override
    public List<Object> over(AdminParts parts) {
        Questions questions = Questions.about(settings.controllers().keySet(), parts.numbers());
        return List.of(
                new SuppressionRoutes(parts.suppressions(), questions),
                new SuppressionFileRoutes(parts.suppressions(), questions),
                new CorrectionRoutes(parts.suppressions(), questions),
                new FollowRoutes(parts.suppressions(), questions),
                new ConsentRoutes(
                        parts.consents(),
                        parts.suppressions(),
                        questions,
                        streams(parts.numbers()),
                        Clock.systemUTC()),
                new DnsRoutes(parts.keys()),
                new KeyRoutes(KeyDesk.lifecycle(parts.keys(), settings)),
                new ExplainRoutes(parts.explainer(), settings.limits().messageMax().bytes()),
                new QueueRoutes(parts.queue(), settings.data(), Clock.systemUTC()),
                new LedgerRoutes(parts.ledger(), questions),
                new CredentialRoutes(
                        new CredentialDesk(parts.credentials(), new SecureRandom())));
    }

    private Map<ControllerNumber, Set<String>> streams(
            Function<ControllerId, ControllerNumber> numbers) {
        return settings.streams().entrySet().stream()
                .collect(
                        Collectors.groupingBy(
                                e -> numbers.apply(e.getValue().controller()),
                                Collectors.mapping(e -> e.getKey().value(), Collectors.toSet())));
    }
}
