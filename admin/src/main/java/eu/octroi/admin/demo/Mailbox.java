// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import org.subethamail.smtp.server.SMTPServer;

import java.io.Closeable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The built-in mailbox behind the gateway: an SMTP server on a free loopback port that keeps what
 * it gets in memory. Thread-safe.
 */
final class Mailbox implements Closeable {
    private static final int MESSAGE_BYTES_MAX = 1 << 20;
    private static final int MESSAGES_MAX = 100;

    private final SMTPServer server;
    private final Map<String, BlockingQueue<ReceivedMail>> byRecipient = new ConcurrentHashMap<>();
    private final AtomicInteger kept = new AtomicInteger();

    private Mailbox() {
        server =
                SMTPServer.port(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .hostName("mailbox.localhost")
                        .maxMessageSize(MESSAGE_BYTES_MAX)
                        .messageHandler((_, _, to, octets) -> keep(to, octets))
                        .build();
    }

    static Mailbox open() {
        Mailbox mailbox = new Mailbox();
        mailbox.server.start();
        return mailbox;
    }

    int port() {
        return server.getPortAllocated();
    }

    /** Takes the oldest mail to {@code recipient} out of the box; empty when none comes in time. */
    Optional<ReceivedMail> take(String recipient, Duration atMost) {
        try {
            return Optional.ofNullable(box(recipient).poll(atMost.toNanos(), NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    private void keep(String recipient, byte[] octets) {
        // The demo stays up and anyone may send through it: what nobody takes must not pile up.
        if (kept.incrementAndGet() <= MESSAGES_MAX) {
            box(recipient).add(ReceivedMail.parse(octets));
        }
    }

    private BlockingQueue<ReceivedMail> box(String recipient) {
        return byRecipient.computeIfAbsent(recipient, _ -> new LinkedBlockingQueue<>(MESSAGES_MAX));
    }
}
