// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;
import java.util.List;

/**
 * How much one provider of mail boxes takes from us (H-44), over all domains it has. Immutable.
 *
 * @param name a label of metrics
 * @param exchangers names of mail exchangers, or ends of such names, by which it is recognised
 * @param domains recipient domains by which it is recognised when its exchangers are not
 * @param connectionsMax connections at once
 * @param messagesPerConnectionMax transactions on one connection; 0 means no limit
 * @param messagesPerMinuteMax messages begun in a minute, evenly; 0 means no limit
 * @param pauses replies after which it gets nothing for a while
 */
public record ProviderProfile(
        String name,
        List<String> exchangers,
        List<String> domains,
        int connectionsMax,
        int messagesPerConnectionMax,
        int messagesPerMinuteMax,
        List<Pause> pauses) {
    public static final String UNKNOWN = "default";

    public ProviderProfile {
        exchangers = List.copyOf(exchangers);
        domains = List.copyOf(domains);
        pauses = List.copyOf(pauses);
    }

    /**
     * A pause after a reply of class 4.
     *
     * @param says what the reply, code and text on one line, contains
     * @param first length of the first pause; each further one is twice as long
     * @param longest where the doubling ends
     */
    public record Pause(String says, Duration first, Duration longest) {}

    /** Who has no profile: one domain by itself, within the limits of the settings. */
    public static ProviderProfile unknown(Mx.Limits limits) {
        return new ProviderProfile(
                UNKNOWN,
                List.of(),
                List.of(),
                limits.connectionsPerDestinationMax(),
                limits.messagesPerConnectionMax(),
                limits.messagesPerMinuteMax(),
                List.of());
    }

    /** Whether this host, in lower case, is one of its exchangers. */
    public boolean hasExchanger(String host) {
        return exchangers.stream().anyMatch(e -> host.equals(e) || host.endsWith("." + e));
    }

    /** Whether this domain, in lower case, is one of its own. */
    public boolean hasDomain(String domain) {
        return domains.contains(domain);
    }
}
