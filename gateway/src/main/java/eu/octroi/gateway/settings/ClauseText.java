// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** The texts of a clause set, each with what it may and must say (Annex 1, A-33). */
public enum ClauseText {
    /** Clause A at the first communication. */
    INFORMATION_LONG(
            650,
            "controller",
            "registration",
            "address",
            "purpose",
            "reason",
            "source",
            "source_date",
            "notice_url",
            "contact"),
    /** Clause A afterwards. */
    INFORMATION_SHORT(450, "controller", "address", "reason", "source", "notice_url", "contact"),
    /** Clause A to those who agreed. */
    INFORMATION_CONSENT(
            450,
            "controller",
            "address",
            "purpose",
            "consent_date",
            "consent_context",
            "notice_url",
            "contact"),
    /** Clause A to customers, about products like those they bought. */
    INFORMATION_CUSTOMER(450, "controller", "address", "notice_url", "contact"),
    /** Clause B that promises the link alone. */
    OPPOSITION(260, "unsub_url"),
    /** Clause B that promises all offers, at once. */
    OPPOSITION_ALL(260, "unsub_url"),
    /** Clause B that promises that a reply is read. */
    OPPOSITION_STOP(260, "unsub_url"),
    /** Clause B with both promises. */
    OPPOSITION_STOP_ALL(260, "unsub_url"),
    /** The sentence before clause A when an agency sends. */
    AGENCY(200, "agency", "controller");

    private static final Set<String> EVERYWHERE =
            Set.of("controller", "brand", "registration", "address", "contact");
    private static final Set<String> OF_INFORMATION = Set.of("purpose", "reason", "source");

    private final int charactersMax;
    private final String mandatory;

    ClauseText(int charactersMax, String... mandatory) {
        this.charactersMax = charactersMax;
        this.mandatory = String.join(" ", mandatory);
    }

    /** The text for what may be promised today. */
    public static ClauseText opposition(boolean replyStop, boolean coversAllSending) {
        if (replyStop) {
            return coversAllSending ? OPPOSITION_STOP_ALL : OPPOSITION_STOP;
        }
        return coversAllSending ? OPPOSITION_ALL : OPPOSITION;
    }

    /** As it reads with typical values, the address of a link not counted. */
    int charactersMax() {
        return charactersMax;
    }

    /** The placeholders it must have, without their braces. */
    Set<String> mandatory() {
        return Set.of(mandatory.split(" ", -1));
    }

    /** All placeholders it may have. */
    Set<String> allowed() {
        Set<String> allowed = new TreeSet<>(mandatory());
        allowed.addAll(EVERYWHERE);
        if (isInformation()) {
            allowed.addAll(OF_INFORMATION);
        }
        return allowed;
    }

    boolean isInformation() {
        return name().startsWith("INFORMATION");
    }

    boolean promisesReply() {
        return this == OPPOSITION_STOP || this == OPPOSITION_STOP_ALL;
    }

    boolean promisesAll() {
        return this == OPPOSITION_ALL || this == OPPOSITION_STOP_ALL;
    }

    boolean isOpposition() {
        return Arrays.asList(OPPOSITION, OPPOSITION_ALL, OPPOSITION_STOP, OPPOSITION_STOP_ALL)
                .contains(this);
    }
}
