// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.concurrent.CompletionStage;

/** Says where mail for a destination goes. Thread-safe. */
interface HopFinder {
    /** Completes on any thread; an exception is a fault of ours and counts as "later". */
    CompletionStage<Found> find(String destination);
}
