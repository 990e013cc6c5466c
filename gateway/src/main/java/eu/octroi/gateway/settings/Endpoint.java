// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

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

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
