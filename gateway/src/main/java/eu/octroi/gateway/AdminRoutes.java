// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.delivery.QueueDesk;
import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.intake.Explainer;
import eu.octroi.gateway.suppression.SuppressionList;

import java.util.List;
import java.util.function.Function;

/** What the admin module serves on the admin port, given the parts it works on. */
@FunctionalInterface
public interface AdminRoutes {
    AdminRoutes NONE = (_, _, _, _, _, _) -> List.of();

    /** Annotated HTTP services, served under {@code /api/v1} behind the bearer token. */
    List<Object> over(
            SuppressionList suppressions,
            ConsentBook consents,
            Function<ControllerId, ControllerNumber> numbers,
            DkimKeys keys,
            Explainer explainer,
            QueueDesk queue);
}
