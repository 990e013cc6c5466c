// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import org.subethamail.smtp.server.SMTPServer;

import java.io.Closeable;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A next hop that takes everything and keeps the last mail to each recipient. Thread-safe. */
final class OpenHop implements Closeable {
    private final Map<String, String> byRecipient = new ConcurrentHashMap<>();
    private final SMTPServer server =
            SMTPServer.port(0)
                    .bindAddress(InetAddress.getLoopbackAddress())
                    .messageHandler(
                            (_, _, to, octets) ->
                                    byRecipient.put(to, new String(octets, StandardCharsets.UTF_8)))
                    .build();

    OpenHop() {
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getPortAllocated();
    }

    /** What came for a recipient; empty when nothing did yet. */
    String mail(String recipient) {
        return byRecipient.getOrDefault(recipient, "");
    }

    @Override
    public void close() {
        server.stop();
    }
}
