// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import java.util.Optional;

/**
 * What became of a check of the whole list (B-28). Immutable.
 *
 * @param events rows of the record
 * @param unlinked the first of them, written by a version without a journal
 * @param links of the journal
 * @param imports lists that were taken to their end
 * @param checkpoint the newest link; kept elsewhere, it proves later that nothing before it changed
 * @param keys that stand after all events
 * @param state digest of what stands, the same for the same list in whatever order it came
 * @param broken what is wrong with the journal; empty when it is whole
 * @param differing keys under which the index says something else than the record
 */
public record Verification(
        long events,
        long unlinked,
        long links,
        long imports,
        String checkpoint,
        long keys,
        String state,
        Optional<String> broken,
        long differing) {

    /** Whether the journal is whole and the index says what it says. */
    public boolean isSound() {
        return broken.isEmpty() && differing == 0;
    }
}
