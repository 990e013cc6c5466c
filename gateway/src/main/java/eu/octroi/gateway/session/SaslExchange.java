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

    /** RFC 5802: user and nonce of the client. */
    record Scram() implements SaslExchange {}

    /** RFC 5802: then its proof. */
    record ScramFinal(ScramChallenge challenge) implements SaslExchange {
        /** Nothing of the keys. */
        @Override
        public String toString() {
            return "ScramFinal[]";
        }
    }

    /** RFC 4954 section 4: our last word was a challenge, which is answered with nothing. */
    record ScramEnd(Peer.Login login) implements SaslExchange {}

    /** What a response led to. */
    sealed interface Outcome {}

    /** Ask on. */
    record Ask(SaslExchange next, Reply challenge) implements Outcome {}

    /** What is kept of this user's password is needed to ask on. */
    record LookUp(ScramStart start) implements Outcome {}

    /**
     * Everything is here.
     *
     * @param lastWord what a client that may log in is told before its 235; empty: nothing
     */
    record Credentials(Evidence evidence, String lastWord) implements Outcome {}

    /** The client has heard our last word. */
    record Done(Peer.Login login) implements Outcome {}

    /** The exchange is over. */
    record Failed(Reply reply) implements Outcome {}

    /** What was said belongs to no exchange of ours. */
    Outcome NO_EXCHANGE = new Failed(Replies.AUTH_FAILED);

    /** How the named mechanism begins; empty when we do not offer it. */
    static Optional<Ask> begin(String mechanism) {
        return switch (mechanism) {
            case "PLAIN" -> Optional.of(new Ask(new Plain(), Replies.CHALLENGE));
            case "LOGIN" -> Optional.of(new Ask(new LoginUser(), Replies.ASK_USER));
            case "SCRAM-SHA-256" -> Optional.of(new Ask(new Scram(), Replies.CHALLENGE));
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
            case LoginPassword(String user) -> password(user, text.get());
            case Scram _ ->
                    ScramStart.parse(text.get()).<Outcome>map(LookUp::new).orElse(NO_EXCHANGE);
            case ScramFinal(ScramChallenge challenge) -> proof(challenge, text.get());
            case ScramEnd(Peer.Login login) -> text.get().isEmpty() ? new Done(login) : NO_EXCHANGE;
        };
    }

    private static Outcome plain(String message) {
        String[] parts = message.split("\0", -1);
        // RFC 4616 section 2: acting for somebody else is not offered.
        boolean isForItself =
                parts.length == 3 && (parts[0].isEmpty() || parts[0].equals(parts[1]));
        return isForItself ? password(parts[1], parts[2]) : NO_EXCHANGE;
    }

    /** NUL separates user and password in PLAIN, so neither holds one, in LOGIN no more. */
    private static Outcome password(String user, String password) {
        if (user.indexOf('\0') >= 0 || password.indexOf('\0') >= 0) {
            return NO_EXCHANGE;
        }
        return new Credentials(new Evidence.Password(user, password), "");
    }

    private static Outcome proof(ScramChallenge challenge, String message) {
        return challenge
                .prove(message)
                .<Outcome>map(
                        proof ->
                                new Credentials(
                                        new Evidence.Proof(
                                                challenge.start().user(), proof.isRight()),
                                        proof.lastWord()))
                .orElse(NO_EXCHANGE);
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
