// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Clock;

/** What outcomes are dated and counted with. */
record Measures(Clock clock, DeliveryMeters meters) {}
