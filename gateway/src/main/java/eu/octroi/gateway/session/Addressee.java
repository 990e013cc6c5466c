// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.Verdict;

/**
 * A recipient answered 250. Immutable.
 *
 * @param verdict other than Deliver only under the answer profile drop-and-report
 */
public record Addressee(EmailAddress address, Verdict verdict, RecipientWishes wishes) {}
