// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.Optional;

/**
 * One thing that is wrong in a configuration. Immutable.
 *
 * @param key dotted path; empty when the file as a whole is wrong
 * @param value as it was written; empty when there is none, when it is a secret, and for unknown
 *     keys, because people write passwords where none belong
 * @param rule what would be right, to be read after the key
 */
public record Problem(Position at, String key, Optional<String> value, String rule) {

    /** {@code file:line:column: key: "value" rule}, one line. */
    @Override
    public String toString() {
        String line =
                at
                        + ": "
                        + (key.isEmpty() ? "" : key + ": ")
                        + value.map(v -> '"' + v + "\" ").orElse("")
                        + rule;
        return line.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
    }
}
