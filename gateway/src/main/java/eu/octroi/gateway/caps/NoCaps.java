// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import static java.util.concurrent.CompletableFuture.completedFuture;

import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.Verdict;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Counts nobody, where mail is only talked about and never sent. Immutable. */
public record NoCaps() implements CapLedger {
    private static final CompletableFuture<Void> DONE = completedFuture(null);

    @Override
    public CompletionStage<Verdict> reserve(CapClaim claim) {
        return completedFuture(Verdict.Deliver.DELIVER);
    }

    @Override
    public CompletionStage<Verdict> reserveOrHold(CapClaim claim) {
        return reserve(claim);
    }

    @Override
    public CompletionStage<Verdict> look(CapClaim claim) {
        return completedFuture(Verdict.Deliver.DELIVER);
    }

    @Override
    public CompletionStage<Void> settle(CapClaim claim, Outcome outcome) {
        return DONE;
    }

    @Override
    public CompletionStage<Void> release(CapClaim claim) {
        return DONE;
    }
}
