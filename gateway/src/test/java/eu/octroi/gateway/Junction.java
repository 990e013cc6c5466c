// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A next hop that keeps mail to our own people and hands all other mail to another hop while its
 * client waits, so that the client hears that hop's reply.
 */
final class Junction implements Closeable {
    private static final String OWN_DOMAIN = "@acme.example";

    private final List<Mailbox.Mail> kept = new CopyOnWriteArrayList<>();
    private final List<Mailbox.Mail> passed = new CopyOnWriteArrayList<>();
    private final List<String> replies = new CopyOnWriteArrayList<>();
    private final SMTPServer server;
    private volatile InetSocketAddress next =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    Junction() {
        server =
                SMTPServer.port(0)
                        .insertReceivedHeaders(false)
                        .messageHandler((_, from, to, octets) -> take(from, to, octets))
                        .build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    void leadsTo(InetSocketAddress hop) {
        next = hop;
    }

    /** Mail to our own people. */
    List<Mailbox.Mail> kept() {
        return kept;
    }

    /** Mail handed on, as it came. */
    List<Mailbox.Mail> passed() {
        return passed;
    }

    /** What the other hop said to it. */
    List<String> replies() {
        return replies;
    }

    @Override
    public void close() {
        server.stop();
    }

    private void take(String from, String to, byte[] octets) throws RejectException {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        Mailbox.Mail mail = new Mailbox.Mail(from, to, text);
        if (to.endsWith(OWN_DOMAIN)) {
            kept.add(mail);
            return;
        }
        passed.add(mail);
        String reply = handOn(mail);
        replies.add(reply);
        if (!reply.startsWith("250")) {
            throw new RejectException(
                    Integer.parseInt(reply.substring(0, 3)), reply.substring(4).strip());
        }
    }

    private String handOn(Mailbox.Mail mail) throws RejectException {
        try (SmtpClient client = new SmtpClient(next)) {
            return client.mail(mail.from(), SmtpClient.onTheWire(mail.octets()), mail.to());
        } catch (IOException e) {
            throw new RejectException(451, "4.4.1 " + e);
        }
    }
}
