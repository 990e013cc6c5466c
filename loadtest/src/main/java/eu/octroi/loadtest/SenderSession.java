// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * One connection's worth of a load: takes the next mail, says it, writes down what was answered. A
 * mail whose fate is unknown, or that was told to come back, is said again like a mail tool would.
 * Confined to one thread.
 */
final class SenderSession implements Runnable {
    private static final int REPLY_TIMEOUT_MILLIS = 60_000;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int TRIES_MAX = 600;

    private final Target target;
    private final LongSupplier next;
    private final Load load;
    private final SenderRecord record;

    /**
     * @param next the number of the next mail, negative when there is none
     */
    SenderSession(Target target, LongSupplier next, Load load, SenderRecord record) {
        this.target = target;
        this.next = next;
        this.load = load;
        this.record = record;
    }

    /**
     * What is sent.
     *
     * @param run part of every Message-ID, so that runs do not meet
     * @param pause between two mails of one session
     */
    record Load(
            CanonicalMail mail, Recipients recipients, String from, String run, Duration pause) {
        String messageId(long number) {
            return "<" + number + "." + run + from.substring(from.indexOf('@')) + ">";
        }
    }

    @Override
    public void run() {
        long mail = next.getAsLong();
        int tries = 0;
        while (mail >= 0 && tries < TRIES_MAX) {
            try (Wire wire = connect()) {
                while (mail >= 0) {
                    boolean settled = say(wire, mail);
                    tries = settled ? 0 : tries + 1;
                    if (settled) {
                        mail = next.getAsLong();
                        LockSupport.parkNanos(load.pause().toNanos());
                    } else {
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                }
                wire.write("QUIT\r\n");
                wire.flush();
            } catch (IOException gone) {
                tries++;
                record.lost(mail, load, String.valueOf(gone.getMessage()));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        if (mail >= 0) {
            record.givenUp(mail, load);
        }
    }

    private Wire connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(target.address(), REPLY_TIMEOUT_MILLIS);
        Wire wire = new Wire(socket);
        wire.timeout(REPLY_TIMEOUT_MILLIS);
        expect(wire.reply(), "220");
        wire.write("EHLO load.example\r\n");
        wire.flush();
        expect(wire.reply(), "250");
        return wire;
    }

    /** Says one mail, MAIL to DATA pipelined; false when it has to come back. */
    private boolean say(Wire wire, long mail) throws IOException {
        String recipient = load.recipients().of(mail);
        wire.write("MAIL FROM:<" + load.from() + ">\r\nRCPT TO:<" + recipient + ">\r\nDATA\r\n");
        wire.flush();
        String sender = wire.reply();
        String rcpt = wire.reply();
        String data = wire.reply();
        boolean taken = sender.startsWith("250") && rcpt.startsWith("250");
        if (data.startsWith("354")) {
            wire.write(taken ? message(mail, recipient) : new byte[0]);
            wire.write(".\r\n");
            wire.flush();
            data = wire.reply();
        } else {
            wire.write("RSET\r\n");
            wire.flush();
            wire.reply();
        }
        return record.answered(mail, load, taken ? data : sender.startsWith("250") ? rcpt : sender);
    }

    private byte[] message(long mail, String recipient) {
        return load.mail().to(load.from(), recipient, load.messageId(mail));
    }

    private static void expect(String reply, String code) throws IOException {
        if (!reply.startsWith(code)) {
            throw new IOException("greeted with " + reply);
        }
    }
}
