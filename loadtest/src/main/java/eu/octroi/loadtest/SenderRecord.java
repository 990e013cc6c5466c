// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The sender's truth: one line for every answer, {@code word, number, Message-ID, recipient,
 * reply}, written before the next command. Words: accepted, refused, deferred, lost, given-up.
 * Thread-safe.
 */
final class SenderRecord implements Closeable {
    private final Optional<LineLedger> ledger;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder deferred = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder givenUp = new LongAdder();

    SenderRecord(Optional<LineLedger> ledger) {
        this.ledger = ledger;
    }

    /** Writes down the reply that settled a mail or put it off; false when it was put off. */
    boolean answered(long mail, SenderSession.Load load, String reply) {
        return switch (reply.isEmpty() ? '4' : reply.charAt(0)) {
            case '2' -> write("accepted", accepted, mail, load, reply);
            case '5' -> write("refused", refused, mail, load, reply);
            default -> !write("deferred", deferred, mail, load, reply);
        };
    }

    void lost(long mail, SenderSession.Load load, String why) {
        write("lost", lost, mail, load, why);
    }

    void givenUp(long mail, SenderSession.Load load) {
        write("given-up", givenUp, mail, load, "");
    }

    /** One line, {@code key=value}. */
    String summary(double seconds) {
        return String.format(
                Locale.ROOT,
                "accepted=%d refused=%d deferred=%d lost=%d given-up=%d seconds=%.3f rate=%.1f",
                accepted.sum(),
                refused.sum(),
                deferred.sum(),
                lost.sum(),
                givenUp.sum(),
                seconds,
                (accepted.sum() + refused.sum()) / seconds);
    }

    boolean isComplete() {
        return givenUp.sum() == 0;
    }

    private boolean write(
            String word, LongAdder counter, long mail, SenderSession.Load load, String reply) {
        counter.increment();
        if (ledger.isPresent()) {
            try {
                ledger.get()
                        .line(
                                word,
                                Long.toString(mail),
                                load.messageId(mail),
                                load.recipients().of(mail),
                                reply);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        if (ledger.isPresent()) {
            ledger.get().close();
        }
    }
}
