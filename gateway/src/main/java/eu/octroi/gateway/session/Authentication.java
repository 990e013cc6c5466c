// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.session.State.Authenticating;
import eu.octroi.gateway.session.State.Challenged;
import eu.octroi.gateway.session.State.Greeted;
import eu.octroi.gateway.smtp.Command.Auth;
import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

import java.util.Optional;

/** The AUTH part of a session, RFC 4954. Event-loop confined. */
final class Authentication {
    private final Patience patience;

    Authentication(Patience patience) {
        this.patience = patience;
    }

    /** RFC 4954 section 4: under TLS, after EHLO, once, outside a transaction (H-02). */
    Step begin(State state, Peer peer, Auth auth) {
        if (!(state instanceof Greeted) || !peer.extended()) {
            return patience.error(state, Replies.BAD_SEQUENCE);
        }
        if (!peer.tls()) {
            return patience.error(state, Replies.AUTH_NEEDS_TLS);
        }
        if (peer.login().isPresent()) {
            return patience.error(state, Replies.AUTH_ONCE);
        }
        return SaslExchange.begin(auth.mechanism())
                .map(ask -> begin(ask, auth.initial()))
                .orElseGet(() -> patience.error(state, Replies.AUTH_UNKNOWN_MECHANISM));
    }

    /** A response to a challenge, still in base64. */
    Step responded(SaslExchange exchange, String response) {
        return exchange(exchange.respond(response));
    }

    /** A response longer than any may be: the exchange is over. */
    Step respondedTooLong() {
        return patience.error(new Greeted(), Replies.AUTH_LINE_TOO_LONG);
    }

    Step authenticated(LoginResult result) {
        return switch (result) {
            case LoginResult.Accepted _ ->
                    new Step(new Greeted(), new Effect.Send(Replies.AUTHENTICATED));
            case LoginResult.Rejected _ -> patience.error(new Greeted(), Replies.AUTH_FAILED);
            case LoginResult.Busy _ -> patience.error(new Greeted(), Replies.AUTH_BUSY);
            case LoginResult.Locked _ -> Step.close(Replies.TOO_MANY_FAILURES);
        };
    }

    private Step begin(SaslExchange.Ask ask, Optional<String> initial) {
        return initial.map(response -> response.equals("=") ? "" : response)
                .map(response -> exchange(ask.next().respond(response)))
                .orElseGet(() -> exchange(ask));
    }

    private Step exchange(SaslExchange.Outcome outcome) {
        return switch (outcome) {
            case SaslExchange.Ask(SaslExchange next, Reply challenge) ->
                    new Step(new Challenged(next), new Effect.Challenge(challenge));
            case SaslExchange.Credentials(String user, String password) ->
                    new Step(new Authenticating(user), new Effect.Authenticate(user, password));
            case SaslExchange.Failed(Reply reply) -> patience.error(new Greeted(), reply);
        };
    }
}
