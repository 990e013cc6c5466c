// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Every answer of the server that carries no tag: code, enhanced code, generic text. There is no
 * reply literal elsewhere; tagged refusals are made by {@link Refusals}.
 */
public final class Replies {
    // RFC 5321 section 4.2.3, enhanced codes of RFC 3463 and RFC 5248.
    public static final Reply OK = Reply.of(250, 0, 0, "OK");
    public static final Reply BYE = Reply.of(221, 0, 0, "Bye");
    public static final Reply HELP = Reply.of(214, 0, 0, "See RFC 5321 and RFC 6409");
    public static final Reply SENDER_OK = Reply.of(250, 1, 0, "Sender OK");
    public static final Reply RECIPIENT_OK = Reply.of(250, 1, 5, "Recipient OK");

    // Sections 3.5.3 and 7.3: the same answer for every address.
    public static final Reply CANNOT_VERIFY =
            Reply.of(252, 0, 0, "Cannot verify, send some mail and see");
    public static final Reply GO_AHEAD = Reply.of(354, "End with <CR><LF>.<CR><LF>");

    // RFC 3030 section 2; without a count the rest of the connection has no meaning.
    public static final Reply CHUNK_OK = Reply.of(250, 0, 0, "Chunk OK");
    public static final Reply CHUNK_UNCOUNTED =
            Reply.of(501, 5, 4, "No octet count, closing connection");
    public static final Reply CHUNK_TOO_BIG =
            Reply.of(552, 3, 4, "Chunk too big, closing connection");

    // RFC 3207 section 4.
    public static final Reply READY_FOR_TLS = Reply.of(220, 0, 0, "Ready to start TLS");
    public static final Reply TLS_NOT_AVAILABLE = Reply.of(502, 5, 1, "TLS is not available");
    public static final Reply ALREADY_SECURE = Reply.of(503, 5, 1, "TLS is active already");

    // RFC 4954 sections 4 and 6; the challenges of LOGIN are its only convention.
    public static final Reply CHALLENGE = Reply.of(334, "");
    public static final Reply ASK_USER = Reply.of(334, "VXNlcm5hbWU6");
    public static final Reply ASK_PASSWORD = Reply.of(334, "UGFzc3dvcmQ6");
    public static final Reply AUTHENTICATED = Reply.of(235, 7, 0, "Authentication successful");
    public static final Reply AUTH_REQUIRED = Reply.of(530, 7, 0, "Authentication required");
    public static final Reply AUTH_FAILED = Reply.of(535, 7, 8, "Authentication failed");
    public static final Reply AUTH_NEEDS_TLS = Reply.of(538, 7, 11, "Encryption required for AUTH");
    public static final Reply AUTH_UNKNOWN_MECHANISM = Reply.of(504, 5, 4, "Unknown mechanism");
    public static final Reply AUTH_CANCELLED = Reply.of(501, 7, 0, "Authentication cancelled");
    public static final Reply AUTH_NOT_BASE64 = Reply.of(501, 5, 2, "Not valid base64");
    public static final Reply AUTH_LINE_TOO_LONG = Reply.of(500, 5, 6, "Line too long");
    public static final Reply AUTH_ONCE = Reply.of(503, 5, 1, "Authenticated already");
    public static final Reply AUTH_BUSY = Reply.of(454, 7, 0, "Cannot authenticate now");
    public static final Reply TOO_MANY_FAILURES =
            Reply.of(421, 7, 0, "Too many failed authentications, try again later");

    // RFC 5321 sections 4.2.4, 4.3.2 and 4.1.4; Annex 4 of the requirements.
    public static final Reply UNKNOWN_COMMAND = Reply.of(500, 5, 1, "Unknown command");
    public static final Reply LINE_TOO_LONG = Reply.of(500, 5, 2, "Line too long");
    public static final Reply BAD_ARGUMENT = Reply.of(501, 5, 4, "Bad argument");
    public static final Reply BAD_CHARACTERS = Reply.of(501, 5, 2, "Not valid UTF-8 text");
    public static final Reply BAD_SENDER = Reply.of(501, 1, 7, "Bad sender address");
    public static final Reply BAD_RECIPIENT = Reply.of(501, 1, 3, "Bad recipient address");
    public static final Reply PATH_TOO_LONG = Reply.of(501, 1, 3, "Path too long");
    public static final Reply BAD_SEQUENCE = Reply.of(503, 5, 1, "Bad sequence of commands");
    public static final Reply NO_RECIPIENTS = Reply.of(503, 5, 1, "No recipients");
    public static final Reply NO_VALID_RECIPIENTS = Reply.of(554, 5, 1, "No valid recipients");
    public static final Reply UNKNOWN_PARAMETER = Reply.of(555, 5, 4, "Unknown parameter");

    // RFC 6531 section 3.5.
    public static final Reply NEEDS_SMTPUTF8 =
            Reply.of(553, 6, 7, "Non-ASCII address needs SMTPUTF8");

    // Only CRLF ends a line, sections 2.3.8 and 4.1.1.4 (H-05).
    public static final Reply BARE_LINE_END =
            Reply.of(550, 5, 2, "Bare CR, bare LF or NUL refused");
    public static final Reply BARE_LINE_END_AGAIN =
            Reply.of(521, 5, 2, "Bare CR, bare LF or NUL refused");

    // Limits: sections 4.5.3.1.9 and 4.5.3.1.10, RFC 1870 section 6 (H-09, H-33).
    public static final Reply TOO_MANY_RECIPIENTS = Reply.of(452, 5, 3, "Too many recipients");
    public static final Reply TOO_BIG = Reply.of(552, 3, 4, "Message too big");
    public static final Reply TOO_BIG_TOGETHER =
            Reply.of(552, 3, 4, "Message too big for so many recipients");
    public static final Reply NO_ROOM =
            Reply.of(452, 3, 1, "Insufficient storage, try again later");
    public static final Reply TOO_FAST = Reply.of(450, 7, 1, "Too many messages, try again later");
    public static final Reply TOO_MANY_CONNECTIONS = Reply.of(421, 3, 2, "Too many connections");
    public static final Reply TOO_MANY_FROM_ADDRESS =
            Reply.of(421, 7, 0, "Too many connections from your address");
    public static final Reply TOO_OFTEN_FROM_ADDRESS =
            Reply.of(421, 7, 0, "Too many new connections from your address, try again later");
    public static final Reply TOO_BUSY = Reply.of(421, 3, 2, "Too busy, try again later");
    public static final Reply TOO_MANY_RECIPIENTS_NOW =
            Reply.of(450, 7, 1, "Too many recipients, try again later");
    public static final Reply TOO_MANY_ERRORS = Reply.of(421, 7, 0, "Too many errors");
    public static final Reply TIMEOUT = Reply.of(421, 4, 2, "Timeout, closing connection");
    public static final Reply STOPPING = Reply.of(421, 3, 2, "Service shutting down");

    // A client that does not speak SMTP, or spoke before it was its turn (P3, P4, P5).
    public static final Reply NOT_HTTP = Reply.of(421, 7, 0, "This is not an HTTP server");
    public static final Reply NOT_YOUR_TURN =
            Reply.of(554, 5, 0, "Protocol violation: wait for the reply");
    public static final Reply TALKED_TOO_EARLY = Reply.of(554, 5, 0, "Protocol violation");

    // Our own trouble: unknown means temporary.
    public static final Reply UNAVAILABLE = Reply.of(451, 3, 0, "Temporarily unavailable");
    public static final Reply INTERNAL_ERROR = Reply.of(421, 3, 0, "Internal error");

    private Replies() {}

    /** A challenge of an AUTH exchange, RFC 4954 section 4: the text in base64. */
    public static Reply challenge(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return Reply.of(334, Base64.getEncoder().encodeToString(octets));
    }

    /** The greeting, section 4.2: no enhanced code. */
    public static Reply greeting(String hostname) {
        return Reply.of(220, hostname + " ESMTP Octroi");
    }

    public static Reply helo(String hostname) {
        return Reply.of(250, hostname);
    }

    /** The answer to EHLO, section 4.1.1.1: one line per extension. */
    public static Reply ehlo(String hostname, List<String> extensions) {
        return Reply.of(250, hostname + "\n" + String.join("\n", extensions));
    }

    /** The 250 after the final dot: the message is ours, under this name. */
    public static Reply accepted(String reference) {
        return Reply.of(250, 0, 0, "OK accepted (ref " + reference + ")");
    }
}
