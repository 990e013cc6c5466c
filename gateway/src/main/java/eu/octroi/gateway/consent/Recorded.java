// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

/** How the recording of a proof ended. Immutable. */
public record Recorded(long id, Result result) {
    /** What came of it. */
    public enum Result {
        /** It stands from now on. */
        NEW,
        /** The same proof stood already. */
        ALREADY,
        /** The person withdrew after it was given, so it permits nothing and is not kept. */
        WITHDRAWN_SINCE
    }
}
