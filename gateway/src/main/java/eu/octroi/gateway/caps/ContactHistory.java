// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.PersonKey;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What spool and ledger say of who was written to: from it the caps are made anew when their own
 * file cannot be trusted. To be asked while nothing is accepted or delivered.
 */
public interface ContactHistory {
    /**
     * One copy that may have reached a person. Immutable.
     *
     * @param person the key under which the ledger knows the person
     * @param company the oldest key of everybody at that domain; empty where nobody knows it
     * @param at when it ended
     */
    record Contact(
            CopyId copy,
            ControllerNumber controller,
            PersonKey person,
            Optional<PersonKey> company,
            Instant at) {}

    /** Every one since {@code since}, in no order; blocking. The same may be told twice. */
    void contacts(Instant since, Consumer<Contact> taker);

    /** Every copy that keeps a slot and has not ended. */
    void open(Consumer<CapClaim> taker);
}
