// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Tag;

/**
 * Ends a scan or a plan from any depth of the part tree; it never leaves this package, where {@link
 * ScanResult} and {@link PlanResult} stand for it. It carries no stack, so that hostile input costs
 * no more than good input. Immutable.
 */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Tag tag;

    private Refusal(Tag tag, String why) {
        super(why, null, false, false);
        this.tag = tag;
    }

    static Refusal structure(String why) {
        return new Refusal(Tag.STRUCTURE, why);
    }

    static Refusal content(String why) {
        return new Refusal(Tag.CONTENT, why);
    }

    static Refusal of(Tag tag, String why) {
        return new Refusal(tag, why);
    }

    Tag tag() {
        return tag;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
