// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.net.InetAddress;

/**
 * A host and a port, written {@code host:port} or {@code [ipv6]:port}.
 *
 * @param host name or address literal, without brackets
 * @param port 0 to 65535; 0 means any free port where we listen
 */
public record Endpoint(String host, int port) {
    public Endpoint {
        if (host.isEmpty() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("host:port expected");
        }
    }

    /**
     * Whether only this machine is meant. A name other than localhost is not looked up: it counts
     * as beyond.
     */
    public boolean isLoopback() {
        return isLoopback(host);
    }

    static boolean isLoopback(String host) {
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return host.equalsIgnoreCase("localhost")
                || Form.parsedBy("", InetAddress::ofLiteral)
                        .read(literal)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    /**
     * Whether both cannot be listened on at once: the same port on the same or on every address.
     */
    boolean clashesWith(Endpoint other) {
        return port != 0
                && port == other.port
                && (host.equalsIgnoreCase(other.host)
                        || isEveryAddress()
                        || other.isEveryAddress());
    }

    private boolean isEveryAddress() {
        return Form.parsedBy("", InetAddress::ofLiteral)
                .read(host)
                .filter(InetAddress::isAnyLocalAddress)
                .isPresent();
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
