// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

/**
 * Recipients counted by what became of them. Everything but {@code refused} obeys the identity of
 * conservation (B-17): accepted = delivered + bounced + suppressed + expired + cancelled + queued.
 *
 * @param refused refusals at RCPT, which were never accepted
 * @param suppressed taken with a message but not mailed, at acceptance or later
 */
public record Totals(
        long refused,
        long accepted,
        long delivered,
        long bounced,
        long suppressed,
        long expired,
        long cancelled) {
    /** Recipients accepted whose copy has not ended, as far as the ledger has read. */
    public long queued() {
        return accepted - delivered - bounced - suppressed - expired - cancelled;
    }
}
