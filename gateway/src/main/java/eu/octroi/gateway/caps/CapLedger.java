// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.Verdict;

import java.util.concurrent.CompletionStage;

/**
 * Who has been written to how often. A slot is occupied from its reservation until its confirmation
 * plus the window of the cap. Every call may be repeated. Stages complete on the asking thread
 * where the caps are kept on this node; none completes exceptionally. Thread-safe.
 */
public interface CapLedger {
    /**
     * Takes a slot under every cap of the stream, or none: {@code Deliver} with the slot, {@code
     * Capped}, or {@code Undecided} when that cannot be said now. All or nothing, also among many
     * who ask at once.
     */
    CompletionStage<Verdict> reserve(CapClaim claim);

    /**
     * The same at RCPT, where a stream may have its mail wait for room: then {@code Deliver} with
     * no slot yet, which {@link #reserve} takes when the copy's time has come.
     */
    CompletionStage<Verdict> reserveOrHold(CapClaim claim);

    /** What {@link #reserveOrHold} would say now; takes nothing. */
    CompletionStage<Verdict> look(CapClaim claim);

    /** The copy has ended, and that is forced: its slot stays for the window, or is free. */
    CompletionStage<Void> settle(CapClaim claim, Outcome outcome);

    /** The copy was never taken: its slot is free. */
    CompletionStage<Void> release(CapClaim claim);
}
