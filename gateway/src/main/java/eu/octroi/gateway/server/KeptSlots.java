// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.caps.CapClaim;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.session.State;
import eu.octroi.gateway.smtp.Reply;

import java.util.ArrayList;
import java.util.List;

/**
 * The slots of the caps that a transaction keeps: given back when it ends in any way but with its
 * message taken; from then on they are delivery's. Event-loop confined.
 */
final class KeptSlots {
    private final RecipientPolicy policy;
    private List<CapClaim> claims = new ArrayList<>();

    KeptSlots(RecipientPolicy policy) {
        this.policy = policy;
    }

    /** Keeps the slot that comes with the verdict, if one does. */
    void keep(CapClaim claim, Verdict verdict) {
        if (verdict instanceof Verdict.Deliver(var slot) && slot.isCounted()) {
            claims.add(claim);
        }
    }

    /** Gives everything back unless a transaction is open. */
    void after(State state) {
        switch (state) {
            case State.Fresh _, State.Greeted _, State.Closed _ -> forgo();
            case State.Pending _, State.Transaction _, State.Chunked _ -> {}
        }
    }

    /** Gives everything back: the connection is gone. */
    void forgo() {
        claims.forEach(policy::forgo);
        claims = new ArrayList<>();
    }

    /** Of a message on its way to intake: they outlive the connection until intake answers. */
    List<CapClaim> handOver() {
        List<CapClaim> handed = claims;
        claims = new ArrayList<>();
        return handed;
    }

    /** Gives back what was handed over for a message that was not taken; from any thread. */
    static void answered(RecipientPolicy policy, List<CapClaim> handed, Reply reply) {
        if (!reply.isPositive()) {
            handed.forEach(policy::forgo);
        }
    }
}
