// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.Map;
import java.util.Optional;

/**
 * A Content-Type as it was read. Immutable.
 *
 * @param name type and subtype in lower case, such as {@code text/plain}
 * @param parameters by lower-case name
 * @param declared false when the field is missing and RFC 2045 section 5.2 supplies the type
 */
record MediaType(String name, Map<String, Parameter> parameters, boolean declared) {
    /** A value without quotes and where it stands, quotes included. */
    record Parameter(String value, int start, int end) {}

    static final MediaType TEXT = new MediaType("text/plain", Map.of(), false);
    static final MediaType MESSAGE = new MediaType("message/rfc822", Map.of(), false);

    MediaType {
        parameters = Map.copyOf(parameters);
    }

    boolean isMultipart() {
        return name.startsWith("multipart/");
    }

    boolean isText() {
        return name.startsWith("text/");
    }

    boolean isMessage() {
        return name.startsWith("message/");
    }

    /** Whether it is mail within mail. */
    boolean isForwarded() {
        return name.equals("message/rfc822") || name.equals("message/global");
    }

    Optional<String> value(String parameter) {
        return Optional.ofNullable(parameters.get(parameter)).map(Parameter::value);
    }

    /** Whether it names a file, in the plain or the RFC 2231 form. */
    boolean isNamed() {
        for (String parameter : parameters.keySet()) {
            if (parameter.equals("name") || parameter.startsWith("name*")) {
                return true;
            }
        }
        return false;
    }
}
