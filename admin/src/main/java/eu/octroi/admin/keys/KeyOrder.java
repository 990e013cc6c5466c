// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.keys;

import static eu.octroi.admin.running.RunningGateway.encoded;

import eu.octroi.gateway.dkim.KeyAlgorithm;
import eu.octroi.gateway.dkim.KeyLifecycle;
import eu.octroi.gateway.dkim.KeyLine;
import eu.octroi.gateway.settings.Checks.Strictness;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One thing to do with signing keys, in the form a running gateway takes and the one done here.
 * Immutable.
 *
 * @param method of HTTP
 * @param pathAndQuery below {@code /api/v1/}
 */
public record KeyOrder(
        String method, String pathAndQuery, Function<KeyLifecycle, List<KeyLine>> own) {

    public static KeyOrder list() {
        return new KeyOrder("GET", "keys", KeyLifecycle::list);
    }

    public static KeyOrder check(Strictness dns) {
        return new KeyOrder("POST", "keys:check?dns=" + word(dns), keys -> keys.check(dns));
    }

    public static KeyOrder generate(String domain, String selector, KeyAlgorithm algorithm) {
        return new KeyOrder(
                "POST",
                path(domain, selector, "generate") + "?algorithm=" + algorithm.word(),
                keys -> keys.generate(domain, selector, algorithm));
    }

    public static KeyOrder activate(String domain, String selector, Strictness dns) {
        return new KeyOrder(
                "POST",
                path(domain, selector, "activate") + "?dns=" + word(dns),
                keys -> keys.activate(domain, selector, dns));
    }

    public static KeyOrder retire(String domain, String selector) {
        return new KeyOrder(
                "POST", path(domain, selector, "retire"), keys -> keys.retire(domain, selector));
    }

    public static KeyOrder revoke(String domain, String selector, boolean compromised) {
        return new KeyOrder(
                "POST",
                path(domain, selector, "revoke") + "?compromised=" + compromised,
                keys -> keys.revoke(domain, selector, compromised));
    }

    private static String path(String domain, String selector, String act) {
        return "keys/" + encoded(domain) + "/" + encoded(selector) + "/" + act;
    }

    private static String word(Strictness dns) {
        return dns.name().toLowerCase(Locale.ROOT);
    }
}
