// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Where programs of this machine reach what listens there: on every address is on loopback. */
    public static Endpoint reaching(InetSocketAddress listening) {
        InetAddress address = listening.getAddress();
        boolean isLocal = address.isAnyLocalAddress() || address.isLoopbackAddress();
        String host =
                switch (address) {
                    case Inet6Address _ when isLocal -> "::1";
                    case InetAddress any when any.isAnyLocalAddress() -> "127.0.0.1";
                    case InetAddress one -> one.getHostAddress();
                };
        return new Endpoint(host, listening.getPort());
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

    /** Why nothing of ours can listen here, and what to do about it. */
    public String whyNotListening(Throwable failure) {
        String why =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .map(Throwable::toString)
                        .collect(Collectors.joining("; "));
        if (why.contains("Address already in use")) {
            why = "another program listens there: stop it, or choose another port";
        } else if (why.contains("Cannot assign requested address")) {
            why = "this machine has no such address";
        } else if (why.contains("Permission denied")) {
            why = "ports under 1024 need a privilege (CAP_NET_BIND_SERVICE): choose a higher one";
        }
        return "cannot listen on " + this + ": " + why;
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
