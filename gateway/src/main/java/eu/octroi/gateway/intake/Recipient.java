// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Verdict;

/**
 * One recipient the client was told 250 for.
 *
 * @param verdict {@code Deliver}, or why it will get no copy: so only under the answer profile
 *     drop-and-report
 */
public record Recipient(EmailAddress address, Verdict verdict) {}
