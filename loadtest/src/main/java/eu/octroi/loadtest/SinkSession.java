// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One connection to the sink: takes everything unless told to misbehave. Confined to a thread. */
final class SinkSession {
    private static final String EXTENSIONS =
            """
            250-sink.example
            250-PIPELINING
            250-8BITMIME
            250-SMTPUTF8
            250-ENHANCEDSTATUSCODES
            250 SIZE 104857600
            """
                    .replace("\n", "\r\n");

    private final Wire wire;
    private final SinkRecord record;
    private final Misbehaviour misbehaviour;
    private final List<String> recipients = new ArrayList<>();

    SinkSession(Wire wire, SinkRecord record, Misbehaviour misbehaviour) {
        this.wire = wire;
        this.record = record;
        this.misbehaviour = misbehaviour;
    }

    /** Serves until QUIT, the end of the stream, or a misbehaviour that ends it. */
    void serve() throws IOException {
        send("220 sink.example ESMTP");
        boolean open = true;
        while (open) {
            if (!wire.hasMore()) {
                wire.flush();
            }
            open = obey(wire.line());
        }
        wire.flush();
    }

    private boolean obey(String line) throws IOException {
        String upper = line.toUpperCase(Locale.ROOT);
        if (upper.startsWith("EHLO") || upper.startsWith("HELO")) {
            wire.write(EXTENSIONS);
        } else if (upper.startsWith("MAIL FROM:") || upper.startsWith("RSET")) {
            recipients.clear();
            send("250 2.0.0 Ok");
        } else if (upper.startsWith("RCPT TO:")) {
            recipient(line);
        } else if (upper.startsWith("DATA")) {
            return data();
        } else if (upper.startsWith("QUIT")) {
            send("221 2.0.0 Bye");
            return false;
        } else {
            send(upper.startsWith("NOOP") ? "250 2.0.0 Ok" : "500 5.5.1 Unknown");
        }
        return true;
    }

    private void recipient(String line) throws IOException {
        int from = line.indexOf('<');
        String address = line.substring(from + 1, Math.max(from + 1, line.indexOf('>')));
        Optional<String> refusal = misbehaviour.refusalOf(address);
        if (refusal.isEmpty()) {
            recipients.add(address);
        }
        send(refusal.orElse("250 2.1.5 Ok"));
    }

    private boolean data() throws IOException {
        if (recipients.isEmpty()) {
            send("503 5.5.1 No valid recipients");
            return true;
        }
        send("354 Go on");
        wire.flush();
        byte[] message = wire.message();
        String id = record.received(recipients, message);
        if (misbehaviour.dotDelay().isPositive()) {
            LockSupport.parkNanos(misbehaviour.dotDelay().toNanos());
        }
        if (misbehaviour.dropsAfterDot(recipients) && record.firstDrop(id)) {
            return false;
        }
        recipients.clear();
        send("250 2.0.0 Taken");
        return true;
    }

    private void send(String reply) throws IOException {
        wire.write(reply + "\r\n");
    }
}
