// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.ledger;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.ledger.LedgerVerifier;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The ledger of one data directory, whoever owns that directory. Every call waits until it is done,
 * and fails with a {@link RuntimeException} that says why when it cannot be.
 */
public interface LedgerAccess extends Closeable {
    /** Everything on a person. */
    LedgerLines person(ControllerId controller, EmailAddress address);

    /** Everything on a message. */
    LedgerLines message(MessageId message);

    /** Walks the chain. */
    ProofAnswer verify(LedgerVerifier.Question question, LedgerVerifier.Progress progress);

    /**
     * Writes rows, with a line of names before them unless it goes on after a row.
     *
     * @param progress hears now and then how many rows were written
     * @throws IOException when {@code out} fails; what was written before is whole
     */
    void export(ExportOrder order, Writer out, LongConsumer progress) throws IOException;

    /** The clauses of one copy, byte for byte as they were. */
    ClausesAnswer clauses(CopyId copy, Optional<Integer> tokenKey);

    /** The public keys by which the ledger is checked, in PEM. */
    String key();

    @Override
    void close();
}
