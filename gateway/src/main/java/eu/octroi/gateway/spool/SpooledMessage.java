// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Octets;

/** An accepted message read back whole: the decision with every edit, and the original. */
public record SpooledMessage(Acceptance acceptance, Octets original) {}
