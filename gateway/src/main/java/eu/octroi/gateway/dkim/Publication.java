// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How what DNS says compares with a key we hold. */
public enum Publication {
    NOT_CHECKED,
    MATCHES,
    MISSING,
    /** Something else is there: another key, a revoked one, or several records. */
    DIFFERS,
    /** No answer. */
    UNKNOWN;

    /** Such as {@code not checked}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * What the TXT records at the key's name say of it (RFC 6376 section 3.6.1).
     *
     * @param record what should be there; empty p= for a revoked key
     */
    static Publication of(DnsRecord record, List<String> texts) {
        if (texts.isEmpty()) {
            return MISSING;
        }
        Optional<TagList> found = TagList.parse(texts.getFirst());
        Optional<TagList> wanted = TagList.parse(record.value());
        boolean same = texts.size() == 1 && found.isPresent() && isSame(found.get(), wanted.get());
        return same ? MATCHES : DIFFERS;
    }

    private static boolean isSame(TagList found, TagList wanted) {
        return found.or("v", "DKIM1").equals("DKIM1")
                && found.or("k", "rsa").equals(wanted.or("k", "rsa"))
                && List.of(found.withoutBlanks("h").split(":", -1)).stream()
                        .anyMatch(hash -> hash.isEmpty() || hash.equals("sha256"))
                && List.of(found.or("s", "*").split(":", -1)).stream()
                        .map(String::strip)
                        .anyMatch(use -> use.equals("*") || use.equals("email"))
                && found.withoutBlanks("p").equals(wanted.withoutBlanks("p"));
    }
}
