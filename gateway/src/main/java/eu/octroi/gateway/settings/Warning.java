// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

/**
 * Something in a valid configuration that does not do what one may think. Immutable.
 *
 * @param key dotted path
 */
public record Warning(String key, String text) {

    /** {@code key: text}, one line. */
    @Override
    public String toString() {
        return key + ": " + text;
    }
}
