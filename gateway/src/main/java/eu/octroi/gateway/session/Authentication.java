// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.session.State.Authenticating;
import eu.octroi.gateway.session.State.Challenged;
import eu.octroi.gateway.session.State.Greeted;
import eu.octroi.gateway.session.State.LookingUp;
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

    /** What is kept of the user's password is found: now the client is asked for its proof. */
    Step found(ScramStart start, ScramKeys keys, String nonce) {
        ScramChallenge challenge = new ScramChallenge(start, keys, nonce);
        return ask(new SaslExchange.ScramFinal(challenge), Replies.challenge(challenge.message()));
    }

    /** A response longer than any may be: the exchange is over. */
    Step respondedTooLong() {
        return patience.error(new Greeted(), Replies.AUTH_LINE_TOO_LONG);
    }

    Step authenticated(Authenticating waiting, LoginResult result) {
        return switch (result) {
            case LoginResult.Accepted _ when waiting.lastWord().isEmpty() ->
                    new Step(new Greeted(), new Effect.Send(Replies.AUTHENTICATED));
            case LoginResult.Accepted(Account account) ->
                    ask(
                            new SaslExchange.ScramEnd(new Peer.Login(waiting.user(), account)),
                            Replies.challenge(waiting.lastWord()));
            case LoginResult.Rejected _ -> patience.error(new Greeted(), Replies.AUTH_FAILED);
            case LoginResult.Busy _ -> patience.error(new Greeted(), Replies.AUTH_BUSY);
            case LoginResult.Locked _ -> Step.close(Replies.TOO_MANY_FAILURES);
        };
    }

    /** Who the client is once it has heard our last word. */
    static Peer after(Peer peer, SaslExchange.Outcome outcome) {
        return outcome instanceof SaslExchange.Done(Peer.Login login)
                ? peer.authenticated(login)
                : peer;
    }

    /** Who the client is once its evidence was checked, unless it is to hear a last word first. */
    static Peer after(Peer peer, Authenticating waiting, LoginResult result) {
        boolean isAll = waiting.lastWord().isEmpty();
        return isAll && result instanceof LoginResult.Accepted(Account account)
                ? peer.authenticated(new Peer.Login(waiting.user(), account))
                : peer;
    }

    private Step begin(SaslExchange.Ask ask, Optional<String> initial) {
        return initial.map(response -> response.equals("=") ? "" : response)
                .map(response -> exchange(ask.next().respond(response)))
                .orElseGet(() -> exchange(ask));
    }

    /** What came of a response. */
    Step exchange(SaslExchange.Outcome outcome) {
        return switch (outcome) {
            case SaslExchange.Ask(SaslExchange next, Reply challenge) -> ask(next, challenge);
            case SaslExchange.LookUp(ScramStart start) ->
                    new Step(new LookingUp(start), new Effect.LookUp(start.user()));
            case SaslExchange.Credentials(Evidence evidence, String lastWord) ->
                    new Step(
                            new Authenticating(evidence.user(), lastWord),
                            new Effect.Authenticate(evidence));
            case SaslExchange.Done _ ->
                    new Step(new Greeted(), new Effect.Send(Replies.AUTHENTICATED));
            case SaslExchange.Failed(Reply reply) -> patience.error(new Greeted(), reply);
        };
    }

    private static Step ask(SaslExchange next, Reply challenge) {
        return new Step(new Challenged(next), new Effect.Challenge(challenge));
    }
}
