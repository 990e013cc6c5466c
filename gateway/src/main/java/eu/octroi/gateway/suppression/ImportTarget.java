// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;

import java.time.Instant;

/** Into whose list an import goes, how, and from when undated lines hold. Immutable. */
record ImportTarget(ControllerNumber controller, ImportOptions options, Instant now) {}
