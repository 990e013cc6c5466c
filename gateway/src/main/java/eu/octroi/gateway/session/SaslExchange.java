// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What the next response of an AUTH exchange will mean. Immutable. */
public sealed interface SaslExchange {
    /** RFC 4616: authorization identity, user and password in one response. */
    record Plain() implements SaslExchange {}

    /** LOGIN, a convention without a standard: the user is asked first. */
    record LoginUser() implements SaslExchange {}

    /** LOGIN: then the password. */
    record LoginPassword(String user) implements SaslExchange {}

    /** What a response led to. */
    sealed interface Outcome {}

    /** Ask on. */
    record Ask(SaslExchange next, Reply challenge) implements Outcome {}

    /** Everything is here. */
    record Credentials(String user, String password) implements Outcome {
        /** Never the password. */
        @Override
        public String toString() {
            return "Credentials[]";
        }
    }

    /** The exchange is over. */
    record Failed(Reply reply) implements Outcome {}

    /** How the named mechanism begins; empty when we do not offer it. */
    static Optional<Ask> begin(String mechanism) {
        return switch (mechanism) {
            case "PLAIN" -> Optional.of(new Ask(new Plain(), Replies.CHALLENGE));
            case "LOGIN" -> Optional.of(new Ask(new LoginUser(), Replies.ASK_USER));
            default -> Optional.empty();
        };
    }

    /** Reads one response, RFC 4954 section 4: base64, {@code *} to cancel. */
    default Outcome respond(String response) {
        if (response.equals("*")) {
            return new Failed(Replies.AUTH_CANCELLED);
        }
        Optional<String> text = decode(response);
        if (text.isEmpty()) {
            return new Failed(Replies.AUTH_NOT_BASE64);
        }
        return switch (this) {
            case Plain _ -> plain(text.get());
            case LoginUser _ -> new Ask(new LoginPassword(text.get()), Replies.ASK_PASSWORD);
            case LoginPassword(String user) -> new Credentials(user, text.get());
        };
    }

    private static Outcome plain(String message) {
        String[] parts = message.split("\0", -1);
        // RFC 4616 section 2: acting for somebody else is not offered.
        boolean isForItself =
                parts.length == 3 && (parts[0].isEmpty() || parts[0].equals(parts[1]));
        return isForItself ? new Credentials(parts[1], parts[2]) : new Failed(Replies.AUTH_FAILED);
    }

    private static Optional<String> decode(String base64) {
        try {
            byte[] octets = Base64.getDecoder().decode(base64);
            ByteBuffer buffer = ByteBuffer.wrap(octets);
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
        } catch (IllegalArgumentException | CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
