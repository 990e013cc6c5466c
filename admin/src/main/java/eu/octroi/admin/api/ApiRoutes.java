// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import eu.octroi.admin.keys.KeyDesk;
import eu.octroi.gateway.AdminRoutes;
import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.delivery.QueueDesk;
import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.intake.Explainer;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.suppression.SuppressionList;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything under {@code /api/v1}, for the gateway to serve behind its token. Immutable. */
public record ApiRoutes(Settings settings) implements AdminRoutes {

    @Override
    public List<Object> over(
            SuppressionList list,
            ConsentBook consents,
            Function<ControllerId, ControllerNumber> numbers,
            DkimKeys keys,
            Explainer explainer,
            QueueDesk queue) {
        Questions questions = Questions.about(settings.controllers().keySet(), numbers);
        return List.of(
                new SuppressionRoutes(list, questions),
                new SuppressionFileRoutes(list, questions),
                new ConsentRoutes(consents, list, questions, streams(numbers), Clock.systemUTC()),
                new DnsRoutes(keys),
                new KeyRoutes(KeyDesk.lifecycle(keys, settings)),
                new ExplainRoutes(explainer, settings.limits().messageMax().bytes()),
                new QueueRoutes(queue, settings.data(), Clock.systemUTC()));
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
