// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a key stands in its life (L-08). */
public enum KeyStage {
    /** Made, to be published; signs nothing yet. */
    WAITING,
    /** Signs. */
    ACTIVE,
    /** Signs no more; its record stays published for the mail on its way. */
    RESTING,
    /** Gone; its record may be taken out of DNS. */
    RETIRED,
    /** Gone; its record says so with an empty p=. */
    REVOKED;

    /** Such as {@code resting}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<KeyStage> ofWord(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    /** Whether there is a private key to load. */
    boolean isHeld() {
        return this == WAITING || this == ACTIVE || this == RESTING;
    }

    /** Whether mail signed with it may be on its way. */
    boolean hasSigned() {
        return this == ACTIVE || this == RESTING;
    }
}
