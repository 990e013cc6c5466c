// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

/** The web server of a domain with a policy, over HTTPS on loopback. Thread-safe. */
final class PolicyServer implements Closeable {
    /** {@code METHOD host path}, in the order of asking. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    volatile int status = 200;
    volatile String type = "text/plain; charset=utf-8";
    volatile String body = "";

    /** What the answer says of its length, and then does not keep. */
    volatile boolean isCut;

    private final HttpsServer server;

    PolicyServer(SSLContext tls) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on this is the policy, believed for a day. */
    void policy(String mode, String... exchangers) {
        StringBuilder text = new StringBuilder("version: STSv1\r\nmode: " + mode + "\r\n");
        for (String exchanger : exchangers) {
            text.append("mx: ").append(exchanger).append("\r\n");
        }
        body = text.append("max_age: 86400\r\n").toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String host = exchange.getRequestHeaders().getFirst("Host");
        asked.add(
                String.join(
                        " ",
                        exchange.getRequestMethod(),
                        host.substring(0, host.indexOf(':')),
                        exchange.getRequestURI().toString()));
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (status / 100 == 3) {
            exchange.getResponseHeaders()
                    .set("Location", "https://" + host + "/elsewhere/mta-sts.txt");
            status = 200;
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(status, isCut ? octets.length + 1_000 : octets.length);
        try (exchange) {
            exchange.getResponseBody().write(octets);
        } catch (IOException hungUp) {
            // Whoever asked has seen enough.
            asked.add("hung up");
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
