// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Delivery straight to the recipients' mail exchangers; used with route: mx.
 *
 * @param port of every exchanger; default 25
 * @param tls none, optional or required, which verifies certificate and name; what an exchanger
 *     demands by DANE or its domain by MTA-STS comes first, save with none; default optional
 * @param privateTargets whether exchangers on loopback, private and link-local networks get mail;
 *     default false
 * @param sourceAddresses our addresses that connections leave from, each toward exchangers of its
 *     family; a destination always hears from the same one; what is gone from this machine is done
 *     without; default empty: the operating system chooses
 * @param limits on connections and destinations
 * @param dns the recursive name servers that are asked
 * @param mtaSts policies of recipients' domains about TLS, RFC 8461
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
        MtaSts mtaSts,
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
     * @param validates whether these servers validate DNSSEC and nobody can change their answers on
     *     the way to us; DANE (RFC 7672) is used only then, and servers must be named; default
     *     false
     */
    public record Dns(List<Endpoint> servers, Duration timeout, boolean validates) {
        public static final Duration TIMEOUT = Duration.ofSeconds(5);

        public Dns {
            servers = List.copyOf(servers);
        }
    }

    /**
     * Policies by which a domain demands TLS of whoever sends it mail. They are kept below the data
     * directory and hold to their end whatever becomes of DNS and of the domain's web server.
     *
     * @param use whether domains are asked for policies and these are obeyed; default true
     * @param port of the domain's web server; default 443
     * @param timeout for one address of the domain's web server; at most 1m; default 15s
     * @param policiesMax policies kept; beyond, the one fetched longest ago makes room; default
     *     10000
     */
    public record MtaSts(boolean use, int port, Duration timeout, int policiesMax) {
        public static final MtaSts DEFAULTS = new MtaSts(true, 443, Duration.ofSeconds(15), 10_000);
    }
}
