// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A next hop that nobody here wrote: SubEthaSMTP on any free port, keeping what it gets. */
final class Mailbox implements Closeable {
    /** A mail as it arrived. */
    record Mail(String from, String to, String octets) {}

    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final SMTPServer server;

    Mailbox(int port) {
        this(port, () -> {});
    }

    /**
     * @param beforeReply done once a mail has arrived and before its final reply
     */
    Mailbox(int port, Runnable beforeReply) {
        this(port, _ -> true, beforeReply);
    }

    /** One that refuses whom it does not know for good. */
    static Mailbox knowing(int port, Predicate<String> recipients) {
        return new Mailbox(port, recipients, () -> {});
    }

    private Mailbox(int port, Predicate<String> recipients, Runnable beforeReply) {
        server =
                SMTPServer.port(port)
                        .simpleMessageListener(
                                new SimpleMessageListener() {
                                    @Override
                                    public boolean accept(String from, String recipient) {
                                        return recipients.test(recipient);
                                    }

                                    @Override
                                    public void deliver(
                                            String from, String to, java.io.InputStream octets)
                                            throws IOException {
                                        mails.add(
                                                new Mail(
                                                        from,
                                                        to,
                                                        new String(
                                                                octets.readAllBytes(),
                                                                StandardCharsets.ISO_8859_1)));
                                        beforeReply.run();
                                    }
                                })
                        .build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    List<Mail> mails() {
        return mails;
    }

    @Override
    public void close() {
        server.stop();
    }
}
