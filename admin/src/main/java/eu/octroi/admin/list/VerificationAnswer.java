// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.suppression.Verification;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * What {@code POST /api/v1/suppressions:verify} answers. Immutable.
 *
 * @param broken what is wrong with the journal; null when it is whole
 */
public record VerificationAnswer(
        boolean sound,
        long events,
        long unlinked,
        long links,
        long imports,
        String checkpoint,
        long keys,
        String state,
        @Nullable String broken,
        long differing) {

    /** The answer that says {@code found}. */
    public static VerificationAnswer of(Verification found) {
        return new VerificationAnswer(
                found.isSound(),
                found.events(),
                found.unlinked(),
                found.links(),
                found.imports(),
                found.checkpoint(),
                found.keys(),
                found.state(),
                found.broken().orElse(null),
                found.differing());
    }

    Verification verification() {
        return new Verification(
                events,
                unlinked,
                links,
                imports,
                checkpoint,
                keys,
                state,
                Optional.ofNullable(broken),
                differing);
    }
}
