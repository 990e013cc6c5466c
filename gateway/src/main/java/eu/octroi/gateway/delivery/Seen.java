// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.Optional;

/**
 * A copy and where it was found. Immutable.
 *
 * @param due nanoseconds of the ticker; only where it is retrying
 * @param route whose queue it is in; empty where it is in none
 */
record Seen(QueuedCopy copy, CopyState state, long due, Optional<Route> route) {}
