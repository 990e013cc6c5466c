// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a value is not filled into clauses although it can be read: values say something and do
 * nothing else. Asked at start of what is configured, and at mail time of what a message says.
 */
public enum ClauseFault {
    PLACEHOLDER("has a placeholder in it", "must be without \"{{\" and \"}}\""),
    /** Mail programs would make a link of it, beside ours. */
    PAGE_ADDRESS(
            "has the address of a page",
            "must be without \"://\" and \"www.\", of which mail programs make a link beside the"
                    + " one to unsubscribe: write a postal or mail address, or exemple.fr/contact");

    private final String words;
    private final String rule;

    ClauseFault(String words, String rule) {
        this.words = words;
        this.rule = rule;
    }

    /** The first that the value has; empty when it may be filled in. */
    public static Optional<ClauseFault> of(String value) {
        if (value.contains("{{") || value.contains("}}")) {
            return Optional.of(PLACEHOLDER);
        }
        boolean link = value.contains("://") || value.toLowerCase(Locale.ROOT).contains("www.");
        return link ? Optional.of(PAGE_ADDRESS) : Optional.empty();
    }

    /** To be read after the value's name. */
    public String words() {
        return words;
    }

    /** What to change, to be read after key and value. */
    String rule() {
        return rule;
    }
}
