// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The header of a message or part. Immutable.
 *
 * @param start first octet
 * @param end first octet of the empty line that ends it; the body's start when there is none
 * @param bodyStart first octet after that line
 */
record Header(List<Field> fields, int start, int end, int bodyStart) {
    Header {
        fields = List.copyOf(fields);
    }

    /** The first field of that lower-case name. */
    Optional<Field> first(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    boolean has(String name) {
        return first(name).isPresent();
    }

    int count(String name) {
        int count = 0;
        for (Field field : fields) {
            count += field.name().equals(name) ? 1 : 0;
        }
        return count;
    }

    boolean hasContentFields() {
        return fields.stream().anyMatch(field -> field.name().startsWith("content-"));
    }

    boolean hasEmptyLine() {
        return end < bodyStart;
    }

    /** The value without line ends and outer blanks, RFC 5322 section 2.2.3. */
    static String unfolded(Octets message, Field field) {
        String raw =
                message.slice(field.valueStart(), field.valueEnd()).string(StandardCharsets.UTF_8);
        return raw.indexOf('\r') < 0 ? raw.strip() : raw.replace("\r\n", "").strip();
    }
}
