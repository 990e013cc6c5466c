// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The trace field we put on top of a message, RFC 5321 section 4.4 (H-14).
 *
 * <p>FOR is given for a single recipient only: with several it would tell each of the others
 * (section 7.2). What the client calls itself is written only when it is a host name or an address
 * literal, since everything else could be read as another part of the field. Immutable.
 *
 * @param client where the connection came from
 * @param helo what it called itself
 * @param by our host name
 * @param with how it spoke
 * @param recipient the one recipient, when there is one
 */
public record ReceivedField(
        InetAddress client,
        String helo,
        String by,
        With with,
        MessageId id,
        Optional<EmailAddress> recipient,
        Instant at) {
    /** The comment by which any gateway knows the trace of any other: it may loop (H-15). */
    public static final String OURS = "(Octroi)";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** The protocol word, RFC 3848 and RFC 6531 section 4.3. */
    public record With(boolean extended, boolean tls, boolean authenticated, boolean smtpUtf8) {
        @Override
        public String toString() {
            if (!extended) {
                return "SMTP";
            }
            return (smtpUtf8 ? "UTF8SMTP" : "ESMTP")
                    + (tls ? "S" : "")
                    + (authenticated ? "A" : "");
        }
    }

    /** The whole field on one line, name included, without a line end. */
    public String line() {
        String literal = literal(client);
        return "Received: from "
                + (isDomain(helo) ? helo : literal)
                + " ("
                + literal
                + ") by "
                + by
                + " "
                + OURS
                + " with "
                + with
                + " id "
                + id
                + recipient.map(r -> " for <" + r + ">").orElse("")
                + "; "
                + date(at);
    }

    /** A date as RFC 5322 section 3.3 writes it, in UTC. */
    public static String date(Instant instant) {
        return DATE.format(instant);
    }

    /** An address literal, section 4.1.3; a zone such as {@code %eth0} is nobody's business. */
    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return address instanceof Inet6Address ? "[IPv6:" + plain + "]" : "[" + plain + "]";
    }

    private static boolean isDomain(String name) {
        boolean isLiteral = name.startsWith("[");
        String inner = isLiteral ? name.substring(1, Math.max(1, name.length() - 1)) : name;
        return !inner.isEmpty()
                && EmailAddress.parse("x@" + name).isPresent()
                && inner.chars().allMatch(c -> isNameCharacter(c) || (isLiteral && c == ':'));
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_';
    }
}
