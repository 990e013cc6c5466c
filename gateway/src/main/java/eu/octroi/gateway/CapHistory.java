// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.caps.CapClaim;
import eu.octroi.gateway.caps.ContactHistory;
import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.ContactKeys;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.ledger.Contacted;
import eu.octroi.gateway.ledger.Ledger;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.Stream;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.spool.Spooled;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * What spool and ledger together say of who was written to. The spool's events are read before the
 * ledger: what has left the spool by then is in the ledger already. Confined to the start.
 */
record CapHistory(Settings settings, Spool spool, Ledger ledger, ContactKeys keys, Clock clock)
        implements ContactHistory {
    private static final int EVENTS_AT_ONCE = 1_000;

    @Override
    public void contacts(Instant since, Consumer<Contact> taker) {
        long position = ledger.position();
        for (List<SpoolEvent> events = spool.after(position, EVENTS_AT_ONCE);
                !events.isEmpty();
                events = spool.after(position, EVENTS_AT_ONCE)) {
            events.forEach(event -> tell(event, taker));
            position = events.getLast().position();
        }
        ledger.contacts(since, contacted -> tell(contacted, taker));
    }

    @Override
    public void open(Consumer<CapClaim> taker) {
        spool.look(message -> open(message, taker));
    }

    private void open(Spooled message, Consumer<CapClaim> taker) {
        Acceptance acceptance = message.acceptance();
        for (int index = 0; index < acceptance.copies().size(); index++) {
            if (message.isOpen(index) && isDue(acceptance.copies().get(index).verdict())) {
                taker.accept(claim(acceptance, index));
            }
        }
    }

    /** What waits for room has no slot before that time; after it, it may have got one. */
    private boolean isDue(Verdict verdict) {
        return !(verdict instanceof Verdict.Deliver(var slot)
                && slot.heldUntil().filter(until -> until.isAfter(clock.instant())).isPresent());
    }

    private static CapClaim claim(Acceptance acceptance, int index) {
        Copy copy = acceptance.copies().get(index);
        return new CapClaim(new CopyId(acceptance.id(), index), acceptance.origin(), copy.to());
    }

    private void tell(SpoolEvent event, Consumer<Contact> taker) {
        if (event instanceof SpoolEvent.Settled settled
                && settled.outcome().mayHaveArrived()
                && settled.origin().streamClass().isCounted()) {
            Origin origin = settled.origin();
            taker.accept(
                    new Contact(
                            new CopyId(settled.message(), settled.copy()),
                            origin.controller(),
                            keys.of(origin.controller(), settled.to()),
                            keys.company(origin.controller(), settled.to()).reversed().stream()
                                    .findFirst(),
                            settled.outcome().at()));
        }
    }

    /** Rows of an earlier version do not say of which class the mail was; its stream does. */
    private void tell(Contacted contacted, Consumer<Contact> taker) {
        Stream stream = settings.streams().get(contacted.stream());
        if (stream == null || stream.streamClass().isCounted()) {
            taker.accept(
                    new Contact(
                            contacted.copy(),
                            contacted.controller(),
                            contacted.person(),
                            contacted.company(),
                            contacted.at()));
        }
    }
}
