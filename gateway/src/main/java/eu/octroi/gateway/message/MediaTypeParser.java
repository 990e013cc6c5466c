// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads one Content-Type value, RFC 2045 section 5.1, with the place of each parameter. Confined to
 * one parse.
 *
 * <p>For multiparts and text the grammar is strict, because there every leniency is a second
 * reading of the message: a duplicate parameter, an unquoted special, a comment inside a
 * multipart's type, an RFC 2231 form of a parameter that decides how the message is read are all
 * refused. For other types, whose parameters only name files, reading stops at the first fault.
 */
final class MediaTypeParser {
    private static final String SPECIALS = "()<>@,;:\\\"/[]?=";
    private static final Set<String> DECISIVE =
            Set.of("boundary", "charset", "format", "delsp", "start", "type", "protocol", "hp");
    private static final int PARAMETERS_MAX = 100;

    private final Octets message;
    private final int end;
    private int at;
    private boolean commented;
    private boolean text;

    private MediaTypeParser(Octets message, Field field) {
        this.message = message;
        this.at = field.valueStart();
        this.end = field.valueEnd();
    }

    static MediaType parse(Octets message, Field field) {
        return new MediaTypeParser(message, field).parse();
    }

    private MediaType parse() {
        blanks();
        String type = token();
        blanks();
        expect('/');
        blanks();
        String name = type + "/" + token();
        text = name.startsWith("text/");
        boolean strict = text || name.startsWith("multipart/");
        Map<String, MediaType.Parameter> parameters = new HashMap<>();
        try {
            parameters(parameters);
        } catch (Refusal refusal) {
            if (strict) {
                throw refusal;
            }
        }
        if (strict) {
            checkForms(parameters);
        }
        if (commented && name.startsWith("multipart/")) {
            throw Refusal.structure("a comment in the Content-Type of a multipart");
        }
        return new MediaType(name, parameters, true);
    }

    private void parameters(Map<String, MediaType.Parameter> parameters) {
        blanks();
        while (at < end) {
            expect(';');
            blanks();
            if (at < end) {
                parameter(parameters);
                blanks();
            }
        }
    }

    private void parameter(Map<String, MediaType.Parameter> parameters) {
        String name = token();
        blanks();
        if (text && (at == end || message.at(at) == ';')) {
            // A bare word, such as the charset without its name: it says nothing to anybody.
            return;
        }
        expect('=');
        blanks();
        int start = at;
        boolean quoted = at < end && message.at(at) == '"';
        String value = quoted ? quoted() : message.slice(start, valueEnd(name)).latin1();
        if (parameters.size() == PARAMETERS_MAX
                || parameters.put(name, new MediaType.Parameter(value, start, at)) != null) {
            throw Refusal.structure("the parameter " + name + " of a Content-Type stands twice");
        }
    }

    private static void checkForms(Map<String, MediaType.Parameter> parameters) {
        for (String name : parameters.keySet()) {
            int star = name.indexOf('*');
            if (star >= 0 && DECISIVE.contains(name.substring(0, star))) {
                throw Refusal.structure("a Content-Type parameter in the form of RFC 2231");
            }
        }
    }

    private String token() {
        int start = at;
        return message.slice(start, tokenEnd()).latin1().toLowerCase(Locale.ROOT);
    }

    private int tokenEnd() {
        int start = at;
        while (at < end && isToken(message.at(at))) {
            at++;
        }
        if (at == start) {
            throw Refusal.structure("a Content-Type that is not in the grammar of RFC 2045");
        }
        return at;
    }

    /** Names of files and methods often stand unquoted; they end at a blank or semicolon. */
    private int valueEnd(String name) {
        if (DECISIVE.contains(name)) {
            return tokenEnd();
        }
        int start = at;
        while (at < end && (isToken(message.at(at)) || "/:@".indexOf(message.at(at)) >= 0)) {
            at++;
        }
        if (at == start) {
            throw Refusal.structure("a Content-Type that is not in the grammar of RFC 2045");
        }
        return at;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < end) {
            char c = (char) (message.at(at++) & 0xff);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\r') {
                at++;
            } else if (c == '\\' && at < end) {
                value.append((char) (message.at(at++) & 0xff));
            } else {
                value.append(c);
            }
        }
        throw Refusal.structure("a quoted string in a Content-Type does not end");
    }

    private void expect(char wanted) {
        if (at >= end || message.at(at) != wanted) {
            throw Refusal.structure("a Content-Type that is not in the grammar of RFC 2045");
        }
        at++;
    }

    /** Skips blanks, folds and comments, RFC 5322 section 3.2.2. */
    private void blanks() {
        int depth = 0;
        while (at < end) {
            byte octet = message.at(at);
            if (octet == '(') {
                depth++;
                commented = true;
            } else if (depth > 0 && octet == ')') {
                depth--;
            } else if (depth > 0 && octet == '\\') {
                at++;
            } else if (depth == 0
                    && octet != ' '
                    && octet != '\t'
                    && octet != '\r'
                    && octet != '\n') {
                return;
            }
            at++;
        }
        at = end;
        if (depth > 0) {
            throw Refusal.structure("a comment in a Content-Type does not end");
        }
    }

    private static boolean isToken(byte octet) {
        return octet > ' ' && octet < 0x7f && SPECIALS.indexOf(octet) < 0;
    }
}
