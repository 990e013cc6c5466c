// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import java.util.Locale;

/** What told under which regime a recipient is, the weightiest first (D-16). */
public enum Hint {
    /** The stream says where its recipients are. */
    EXPLICIT,
    /** The record says where this person is. */
    CONTACT,
    /** The domain ends in a country's name. */
    TOP_LEVEL_DOMAIN,
    /** Nothing did: the stream's own regime, or the strictest if the stream wants that. */
    FALLBACK;

    /** The word used in logs and explanations, such as {@code top-level-domain}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
