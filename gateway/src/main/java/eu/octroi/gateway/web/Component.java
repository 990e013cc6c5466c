// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import java.util.function.Supplier;

/**
 * A part of the gateway that can be asked how it is. Immutable.
 *
 * @param name one word or two with a hyphen, such as {@code spool}
 * @param health answers at once, from any thread, without blocking
 */
public record Component(String name, Supplier<Health> health) {

    /**
     * How a component is.
     *
     * @param ready whether mail can be accepted as far as this component is concerned
     * @param detail the reason in words, such as {@code configured, not enforced}
     */
    public record Health(boolean ready, String detail) {
        public static Health ready(String detail) {
            return new Health(true, detail);
        }

        public static Health notReady(String detail) {
            return new Health(false, detail);
        }
    }

    /** A component whose state never changes while the gateway runs. */
    public static Component fixed(String name, String detail) {
        return new Component(name, () -> Health.ready(detail));
    }
}
