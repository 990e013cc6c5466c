// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.Mask;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.domain.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns events of the spool into rows; here addresses end and keys begin, also those that next hops
 * quote in their replies. Thread-safe.
 */
final class Rows {
    private final PersonKeys keys;

    Rows(PersonKeys keys) {
        this.keys = keys;
    }

    List<LedgerRow> of(SpoolEvent event) {
        return switch (event) {
            case SpoolEvent.Accepted accepted -> of(accepted.acceptance());
            case SpoolEvent.Settled settled -> List.of(of(settled));
            case SpoolEvent.Intervened _ -> List.of();
        };
    }

    /** What the clauses said that the rows of this event name. */
    static List<SaidClauses> said(SpoolEvent event) {
        return switch (event) {
            case SpoolEvent.Accepted accepted -> accepted.acceptance().treatment().said();
            case SpoolEvent.Settled _, SpoolEvent.Intervened _ -> List.of();
        };
    }

    private List<LedgerRow> of(Acceptance acceptance) {
        List<LedgerRow> rows = new ArrayList<>(acceptance.copies().size());
        for (int i = 0; i < acceptance.copies().size(); i++) {
            rows.add(of(acceptance, i));
        }
        return rows;
    }

    private LedgerRow of(Acceptance acceptance, int index) {
        Copy copy = acceptance.copies().get(index);
        Origin origin = acceptance.origin();
        return new LedgerRow(
                acceptance.acceptedAt(),
                copy.verdict().permitsDelivery() ? Event.ACCEPTED : Event.WITHHELD,
                Optional.of(keys.of(origin.controller(), copy.to())),
                Optional.of(new LedgerRow.CopyOf(acceptance.id(), index)),
                sender(origin),
                new LedgerRow.Evidence(
                        copy.source(),
                        why(copy.verdict()),
                        copy.clauses(),
                        acceptance.treatment().summary()),
                1);
    }

    private LedgerRow of(SpoolEvent.Settled settled) {
        Origin origin = settled.origin();
        return new LedgerRow(
                settled.outcome().at(),
                Event.of(settled.outcome().kind()),
                Optional.of(keys.of(origin.controller(), settled.to())),
                Optional.of(new LedgerRow.CopyOf(settled.message(), settled.copy())),
                sender(origin),
                new LedgerRow.Evidence(
                        Optional.empty(), "", "", Mask.addresses(settled.outcome().response())),
                1);
    }

    private static LedgerRow.Sender sender(Origin origin) {
        return new LedgerRow.Sender(
                origin.credential(),
                Optional.of(origin.stream()),
                Optional.of(origin.controller()),
                origin.campaign());
    }

    private static String why(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Deliver _ -> "";
            case Verdict.Suppressed suppressed -> suppressed.entry().reason().word();
            case Verdict.Refused refused -> refused.tag().word();
            case Verdict.Undecided _ -> "undecided";
        };
    }
}
