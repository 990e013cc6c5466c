// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What DNS says of a domain's policy: that there is one, and which (RFC 8461 section 3.1).
 * Stateless.
 */
final class StsRecord {
    private static final String VERSION = "v=STSv1;";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,32}");

    private StsRecord() {}

    /**
     * The number of the policy that now holds; empty where DNS names none, or two.
     *
     * @param texts of {@code _mta-sts} under the domain
     */
    static Optional<String> id(List<String> texts) {
        List<String> ours = texts.stream().filter(text -> text.startsWith(VERSION)).toList();
        if (ours.size() != 1) {
            return Optional.empty();
        }
        return Arrays.stream(ours.getFirst().split(";"))
                .map(String::strip)
                .filter(field -> field.startsWith("id="))
                .map(field -> field.substring("id=".length()))
                .findFirst()
                .filter(id -> ID.matcher(id).matches());
    }
}
