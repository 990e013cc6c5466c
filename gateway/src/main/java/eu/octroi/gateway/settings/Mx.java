// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Delivery straight to the recipients' mail exchangers; used with route: mx.
 *
 * @param port of every exchanger; default 25
 * @param tls none, optional or required, which verifies certificate and name; default optional
 * @param privateTargets whether exchangers on loopback, private and link-local networks get mail;
 *     default false
 * @param sourceAddresses our addresses that connections leave from in turn, each toward exchangers
 *     of its family; default empty: the operating system chooses
 * @param limits on connections and destinations
 * @param dns the recursive name servers that are asked
 * @param providers directory with profiles of providers beside and instead of the shipped ones, one
 *     file each; default providers beside this file, when it is there
 */
public record Mx(
        int port,
        Smarthost.TlsUse tls,
        boolean privateTargets,
        List<InetAddress> sourceAddresses,
        Limits limits,
        Dns dns,
        ProviderProfiles providers) {
    public Mx {
        sourceAddresses = List.copyOf(sourceAddresses);
    }

    /**
     * How much goes on at once. A provider with a profile has its own limits instead of those of
     * one domain.
     *
     * @param connectionsMax connections to all destinations together; default 500
     * @param connectionsPerDestinationMax connections to the exchangers of one domain; default 5
     * @param messagesPerConnectionMax transactions on one connection; 0 means no limit; default 100
     * @param messagesPerMinuteMax messages begun in a minute for one domain, evenly; 0 means no
     *     limit; default 0
     * @param destinationsMax domains with a queue of their own; copies to others wait until one is
     *     done; default 20000
     */
    public record Limits(
            int connectionsMax,
            int connectionsPerDestinationMax,
            int messagesPerConnectionMax,
            int messagesPerMinuteMax,
            int destinationsMax) {
        public static final Limits DEFAULTS = new Limits(500, 5, 100, 0, 20_000);
    }

    /**
     * Who is asked for exchangers and addresses.
     *
     * @param servers ip:port of each, asked in turn; default empty: those of this machine
     * @param timeout for one question to one server; 30s at most; default 5s
     */
    public record Dns(List<Endpoint> servers, Duration timeout) {
        public static final Duration TIMEOUT = Duration.ofSeconds(5);

        public Dns {
            servers = List.copyOf(servers);
        }
    }
}
