// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a mailbox provider lets one person have many spellings (B-10). Doubtful rules widen: somebody
 * may go unmailed because another one opposed, never the reverse. Immutable.
 *
 * @param domains names for the same mailboxes; the first stands for all
 * @param separators characters that begin a tag, beside the {@code +} that does so everywhere
 * @param ignored characters the provider does not look at
 */
record MailboxProvider(List<String> domains, String separators, String ignored) {
    private static final List<MailboxProvider> TABLE =
            List.of(
                    // "Dots don't matter in Gmail addresses"; googlemail.com was its name in DE,
                    // UK.
                    new MailboxProvider(List.of("gmail.com", "googlemail.com"), "", "."),
                    // Disposable addresses are base-keyword; a user name itself has no hyphen.
                    new MailboxProvider(
                            List.of("yahoo.com", "ymail.com", "rocketmail.com"), "-", ""),
                    new MailboxProvider(List.of("yahoo.fr"), "-", ""),
                    new MailboxProvider(List.of("yahoo.de"), "-", ""),
                    new MailboxProvider(List.of("yahoo.co.uk"), "-", ""),
                    new MailboxProvider(List.of("yahoo.es"), "-", ""),
                    new MailboxProvider(List.of("yahoo.it"), "-", ""),
                    // One account under three names since MobileMe.
                    new MailboxProvider(List.of("icloud.com", "me.com", "mac.com"), "", ""),
                    // Proton reads over dots, hyphens and underscores.
                    new MailboxProvider(
                            List.of("proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
                            "",
                            "._-"),
                    new MailboxProvider(List.of("fastmail.com", "fastmail.fm"), "", ""),
                    // outlook.com, hotmail and live have the plus only, and keep dots apart.
                    new MailboxProvider(List.of("yandex.ru", "yandex.com", "ya.ru"), "", ".-"));

    private static final Map<String, MailboxProvider> BY_DOMAIN = byDomain();

    static Optional<MailboxProvider> of(String domain) {
        return Optional.ofNullable(BY_DOMAIN.get(domain));
    }

    /** The name that stands for all names of the provider. */
    String domain() {
        return domains.getFirst();
    }

    /** {@code local} without its tag and without what the provider reads over. */
    String person(String local) {
        int end = local.length();
        for (int i = 1; i < end; i++) {
            if (separators.indexOf(local.charAt(i)) >= 0) {
                end = i;
            }
        }
        StringBuilder kept = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            if (ignored.indexOf(local.charAt(i)) < 0) {
                kept.append(local.charAt(i));
            }
        }
        return kept.isEmpty() ? local : kept.toString();
    }

    private static Map<String, MailboxProvider> byDomain() {
        Map<String, MailboxProvider> byDomain = new HashMap<>();
        for (MailboxProvider provider : TABLE) {
            provider.domains.forEach(domain -> byDomain.put(domain, provider));
        }
        return Map.copyOf(byDomain);
    }
}
