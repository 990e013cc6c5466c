// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

/** Ends the walk over one month at the first thing that is not as it was written. */
final class BadChainException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient LedgerProof.Fault fault;

    BadChainException(LedgerProof.Fault fault) {
        super(fault.toString(), null, false, false);
        this.fault = fault;
    }

    LedgerProof.Fault fault() {
        return fault;
    }
}
