// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.EmailAddress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Our trace line, RFC 5321 section 4.4 (H-14). */
final class ReceivedField {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private ReceivedField() {}

    /** The complete field on one line, without its line end. */
    static String of(Submission submission, String hostname, Instant now) {
        Submission.Client client = submission.client();
        StringBuilder field = new StringBuilder(200);
        field.append("Received: from ").append(safe(client.helo()));
        field.append(" (").append(literal(client.address())).append(") by ").append(hostname);
        field.append(" with ").append(protocol(submission)).append(" id ").append(submission.id());
        // Section 7.2: with several recipients the field would tell each of the others.
        if (submission.recipients().size() == 1) {
            EmailAddress only = submission.recipients().getFirst().address();
            if (!only.needsUtf8()) {
                field.append(" for <").append(only).append('>');
            }
        }
        return field.append("; ").append(date(now)).toString();
    }

    /** A date as RFC 5322 section 3.3 writes it, in UTC. */
    static String date(Instant instant) {
        return DATE.format(instant);
    }

    /** The transmission type, RFC 3848 and RFC 6531 section 4.3. */
    private static String protocol(Submission submission) {
        Submission.Client client = submission.client();
        if (!client.extended()) {
            return "SMTP";
        }
        return (submission.smtpUtf8() ? "UTF8SMTP" : "ESMTP")
                + (client.tls() ? "S" : "")
                + (client.authenticated() ? "A" : "");
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        return address instanceof Inet6Address ? "[IPv6:" + bare + "]" : "[" + bare + "]";
    }

    /** Clients say anything in EHLO; only what a host name or literal is made of is repeated. */
    private static String safe(String helo) {
        StringBuilder safe = new StringBuilder(helo.length());
        for (int i = 0; i < Math.min(helo.length(), EmailAddress.DOMAIN_OCTETS_MAX); i++) {
            char c = helo.charAt(i);
            boolean allowed =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || ".-_:[]".indexOf(c) >= 0;
            safe.append(allowed ? c : '?');
        }
        return safe.isEmpty() ? "unknown" : safe.toString();
    }
}
