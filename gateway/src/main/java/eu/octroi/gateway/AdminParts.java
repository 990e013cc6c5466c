// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.delivery.QueueDesk;
import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.intake.Explainer;
import eu.octroi.gateway.store.CredentialBook;
import eu.octroi.gateway.suppression.SuppressionList;

import java.util.function.Function;

/**
 * The parts of a running gateway that the admin module works on. Immutable.
 *
 * @param numbers of the configured controllers
 */
public record AdminParts(
        SuppressionList suppressions,
        ConsentBook consents,
        Function<ControllerId, ControllerNumber> numbers,
        DkimKeys keys,
        Explainer explainer,
        QueueDesk queue,
        LedgerBook ledger,
        CredentialBook credentials) {}
