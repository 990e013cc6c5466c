// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.AttemptResult.Cause;
import eu.octroi.gateway.delivery.AttemptResult.Deferred;
import eu.octroi.gateway.delivery.AttemptResult.Delivered;
import eu.octroi.gateway.delivery.AttemptResult.Unknown;
import eu.octroi.gateway.delivery.AttemptResult.Withheld;
import eu.octroi.gateway.delivery.ClientEffect.Await;
import eu.octroi.gateway.delivery.ClientEffect.Close;
import eu.octroi.gateway.delivery.ClientEffect.FailRoute;
import eu.octroi.gateway.delivery.ClientEffect.Finish;
import eu.octroi.gateway.delivery.ClientEffect.Idle;
import eu.octroi.gateway.delivery.ClientEffect.Judge;
import eu.octroi.gateway.delivery.ClientEffect.Send;
import eu.octroi.gateway.delivery.ClientEffect.SendContent;
import eu.octroi.gateway.delivery.ClientEffect.StartHandshake;
import eu.octroi.gateway.delivery.ClientEffect.Wait;
import eu.octroi.gateway.delivery.ClientEffect.WithoutTls;
import eu.octroi.gateway.delivery.ClientEvent.Begin;
import eu.octroi.gateway.delivery.ClientEvent.ContentWritten;
import eu.octroi.gateway.delivery.ClientEvent.Judged;
import eu.octroi.gateway.delivery.ClientEvent.Lost;
import eu.octroi.gateway.delivery.ClientEvent.Replied;
import eu.octroi.gateway.delivery.ClientEvent.Secured;
import eu.octroi.gateway.delivery.ClientEvent.Stop;
import eu.octroi.gateway.delivery.ClientState.AwaitAuth;
import eu.octroi.gateway.delivery.ClientState.AwaitEhlo;
import eu.octroi.gateway.delivery.ClientState.AwaitGoAhead;
import eu.octroi.gateway.delivery.ClientState.AwaitHelo;
import eu.octroi.gateway.delivery.ClientState.AwaitMail;
import eu.octroi.gateway.delivery.ClientState.AwaitRcpt;
import eu.octroi.gateway.delivery.ClientState.AwaitStartTls;
import eu.octroi.gateway.delivery.ClientState.Body;
import eu.octroi.gateway.delivery.ClientState.Burst;
import eu.octroi.gateway.delivery.ClientState.Clearing;
import eu.octroi.gateway.delivery.ClientState.Closed;
import eu.octroi.gateway.delivery.ClientState.Fresh;
import eu.octroi.gateway.delivery.ClientState.Handshaking;
import eu.octroi.gateway.delivery.ClientState.Judging;
import eu.octroi.gateway.delivery.ClientState.Quitting;
import eu.octroi.gateway.delivery.ClientState.Ready;
import eu.octroi.gateway.domain.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Protocol state of one connection to the next hop: events in, effects out; no socket, no clock.
 *
 * <pre>
 * Fresh ─220→ AwaitEhlo ─250→ [AwaitStartTls ─220→ Handshaking ─secured→ AwaitEhlo]
 *                 └5yz→ AwaitHelo      └────────→ [AwaitAuth ─235→] Ready
 * Ready ─begin→ Judging ─deliver→ Burst ─354→ Body ─2yz→ Ready            with PIPELINING
 * Ready ─begin→ AwaitMail → AwaitRcpt → Judging → AwaitGoAhead ─354→ Body    without
 * Judging ─anything else→ Ready, or Clearing (RSET) where MAIL was accepted
 * </pre>
 *
 * <p>A refusal before {@code Ready} is about the route; from MAIL on it is about the copy. A reply
 * nobody asked for, or of a class that answers nothing, ends the connection. Event-loop confined.
 */
final class ClientSession {
    private final SessionRules rules;
    private ClientState state = new Fresh();
    private List<ClientEffect> effects = new ArrayList<>();
    private int completed;

    ClientSession(SessionRules rules) {
        this.rules = rules;
    }

    /** Moves on and says what to do, in order. */
    List<ClientEffect> on(ClientEvent event) {
        effects = new ArrayList<>(2);
        state =
                switch (event) {
                    case Replied replied -> reply(replied.reply());
                    case Begin begin -> begin(begin.transaction());
                    case Judged judged -> judged(judged.verdict());
                    case Secured _ -> secured();
                    case ContentWritten _ -> contentWritten();
                    case Stop _ -> stop();
                    case Lost lost -> lost(lost);
                };
        return effects;
    }

    ClientState state() {
        return state;
    }

    /** Whether a transaction has been completed here, so that the other side may have hung up. */
    boolean isReused() {
        return completed > 0;
    }

    private ClientState reply(HopReply reply) {
        return switch (state) {
            case Fresh _ -> greeting(reply);
            case AwaitEhlo ehlo -> ehlo(ehlo, reply);
            case AwaitHelo helo ->
                    reply.isPositive()
                            ? greeted(helo.secured(), Capabilities.NONE)
                            : failRoute(reply.text());
            case AwaitStartTls tls -> startTls(tls, reply);
            case Handshaking _ -> failRoute("octets injected before the TLS handshake");
            case AwaitAuth auth ->
                    reply.isPositive() ? ready(auth.capabilities()) : failRoute(reply.text());
            case AwaitMail mail -> mail(mail, reply);
            case AwaitRcpt rcpt -> rcpt(rcpt, reply);
            case Burst burst -> burst(burst, reply);
            case AwaitGoAhead data -> data(data, reply);
            case Body body -> body(body, reply);
            case Clearing clearing -> reply.isClosing() ? close() : ready(clearing.capabilities());
            case Ready _, Judging _, Quitting _, Closed _ -> close();
        };
    }

    private ClientState greeting(HopReply reply) {
        return reply.code() == 220 ? sendEhlo(false) : failRoute(reply.text());
    }

    private ClientState sendEhlo(boolean secured) {
        return send("EHLO " + rules.hostname() + "\r\n", new AwaitEhlo(secured));
    }

    private ClientState ehlo(AwaitEhlo at, HopReply reply) {
        if (reply.isPositive()) {
            return greeted(at.secured(), Capabilities.of(reply));
        }
        return reply.isPermanent()
                ? send("HELO " + rules.hostname() + "\r\n", new AwaitHelo(at.secured()))
                : failRoute(reply.text());
    }

    private ClientState greeted(boolean secured, Capabilities capabilities) {
        if (!secured && rules.tls().isWanted()) {
            return capabilities.startTls()
                    ? send("STARTTLS\r\n", new AwaitStartTls(capabilities))
                    : withoutTls(capabilities, "TLS is required and STARTTLS is not offered");
        }
        return greeted(capabilities, secured);
    }

    private ClientState withoutTls(Capabilities capabilities, String why) {
        effects.add(new WithoutTls());
        return rules.tls().isMandatory() ? failRoute(why) : greeted(capabilities, false);
    }

    private ClientState greeted(Capabilities capabilities, boolean secured) {
        return rules.login().isPresent()
                ? authenticate(rules.login().get(), secured, capabilities)
                : ready(capabilities);
    }

    private ClientState startTls(AwaitStartTls at, HopReply reply) {
        if (reply.isPositive()) {
            effects.add(new StartHandshake());
            return new Handshaking();
        }
        return reply.isClosing()
                ? failRoute(reply.text())
                : withoutTls(at.capabilities(), reply.text());
    }

    private ClientState secured() {
        return state instanceof Handshaking ? sendEhlo(true) : close();
    }

    /** A password goes only to whom TLS has proved to be the one it is for. */
    private ClientState authenticate(
            SessionRules.Login login, boolean secured, Capabilities capabilities) {
        if (!secured || !rules.tls().isProof() || !capabilities.authPlain()) {
            return failRoute("AUTH PLAIN on verified TLS is not possible");
        }
        return send("AUTH PLAIN " + login.plain() + "\r\n", new AwaitAuth(capabilities));
    }

    private ClientState ready(Capabilities capabilities) {
        effects.add(new Idle());
        return new Ready(capabilities);
    }

    private ClientState begin(Transaction transaction) {
        if (!(state instanceof Ready(Capabilities capabilities))) {
            throw new IllegalStateException("a copy on a connection that is not ready");
        }
        Optional<AttemptResult> unfit = Envelopes.unfit(transaction, capabilities);
        if (unfit.isPresent()) {
            effects.add(new Finish(unfit.get()));
            return ready(capabilities);
        }
        return capabilities.pipelining()
                ? judge(capabilities, transaction)
                : send(
                        Envelopes.mail(transaction, capabilities),
                        new AwaitMail(capabilities, transaction));
    }

    private ClientState judge(Capabilities capabilities, Transaction transaction) {
        effects.add(new Judge());
        return new Judging(capabilities, transaction);
    }

    /** The guarantee of B-01: what goes out here goes out in the turn of the verdict. */
    private ClientState judged(Verdict verdict) {
        if (!(state instanceof Judging(Capabilities capabilities, Transaction transaction))) {
            throw new IllegalStateException("a verdict nobody asked for");
        }
        if (!verdict.permitsDelivery()) {
            effects.add(new Finish(new Withheld(verdict)));
            return capabilities.pipelining() ? ready(capabilities) : reset(capabilities);
        }
        if (capabilities.pipelining()) {
            effects.add(new Send(Envelopes.burst(transaction, capabilities), Wait.COMMAND));
            return new Burst(capabilities, 0, false, Optional.empty());
        }
        effects.add(new Send("DATA\r\n", Wait.DATA));
        return new AwaitGoAhead(capabilities);
    }

    private ClientState mail(AwaitMail at, HopReply reply) {
        if (reply.isPositive()) {
            return send(
                    Envelopes.rcpt(at.transaction(), at.capabilities()),
                    new AwaitRcpt(at.capabilities(), at.transaction()));
        }
        return reply.isClosing()
                ? finishAndClose(new Deferred(reply.text(), Cause.REPLY, isReused()))
                : refused(Phase.MAIL, reply, at.capabilities(), false);
    }

    private ClientState rcpt(AwaitRcpt at, HopReply reply) {
        return reply.isPositive()
                ? judge(at.capabilities(), at.transaction())
                : refused(Phase.RCPT, reply, at.capabilities(), true);
    }

    private ClientState data(AwaitGoAhead at, HopReply reply) {
        return reply.asksForMore()
                ? sendContent(at.capabilities())
                : refused(Phase.DATA, reply, at.capabilities(), true);
    }

    private ClientState burst(Burst at, HopReply reply) {
        if (reply.isClosing()) {
            boolean untouched = at.answered() == 0 && isReused();
            return finishAndClose(
                    at.refused().orElse(new Deferred(reply.text(), Cause.REPLY, untouched)));
        }
        return switch (at.answered()) {
            case 0 -> answered(at, Phase.MAIL, reply, reply.isPositive());
            case 1 -> answered(at, Phase.RCPT, reply, at.mailOpen());
            default -> burstData(at, reply);
        };
    }

    private ClientState answered(Burst at, Phase phase, HopReply reply, boolean mailOpen) {
        if (reply.asksForMore()) {
            return finishAndClose(new Deferred(reply.text(), Cause.PROTOCOL, false));
        }
        Optional<AttemptResult> refused =
                at.refused().isPresent() || reply.isPositive()
                        ? at.refused()
                        : Optional.of(Refusals.judge(phase, reply));
        effects.add(new Await(phase == Phase.MAIL ? Wait.COMMAND : Wait.DATA));
        return new Burst(at.capabilities(), at.answered() + 1, mailOpen, refused);
    }

    private ClientState burstData(Burst at, HopReply reply) {
        if (at.refused().isEmpty()) {
            return data(new AwaitGoAhead(at.capabilities()), reply);
        }
        effects.add(new Finish(at.refused().get()));
        if (reply.asksForMore()) {
            // DATA was taken without a recipient: an empty message ends it (RFC 2920 section 3.1).
            // Where MAIL was refused an older transaction may be open, and have recipients.
            return at.mailOpen() ? send(".\r\n", new Clearing(at.capabilities())) : close();
        }
        if (reply.isPositive()) {
            return close();
        }
        return at.mailOpen() ? reset(at.capabilities()) : ready(at.capabilities());
    }

    private ClientState sendContent(Capabilities capabilities) {
        effects.add(new SendContent());
        return new Body(capabilities, false);
    }

    private ClientState contentWritten() {
        return state instanceof Body(Capabilities capabilities, boolean _)
                ? new Body(capabilities, true)
                : state;
    }

    private ClientState body(Body at, HopReply reply) {
        if (reply.isPositive() && at.dotWritten()) {
            completed++;
            effects.add(new Finish(new Delivered(reply.text())));
            return ready(at.capabilities());
        }
        if (reply.isPositive() || reply.asksForMore()) {
            return lost(new Lost(Cause.PROTOCOL, reply.text()));
        }
        AttemptResult result = Refusals.judge(Phase.DOT, reply);
        if (!at.dotWritten() || reply.isClosing()) {
            return finishAndClose(result);
        }
        completed++;
        effects.add(new Finish(result));
        // Postfix keeps the transaction when a policy refuses its content.
        return reset(at.capabilities());
    }

    private ClientState refused(
            Phase phase, HopReply reply, Capabilities capabilities, boolean mailOpen) {
        if (reply.isPositive() || reply.asksForMore()) {
            return finishAndClose(new Deferred(reply.text(), Cause.PROTOCOL, false));
        }
        AttemptResult result = Refusals.judge(phase, reply);
        if (reply.isClosing()) {
            return finishAndClose(result);
        }
        effects.add(new Finish(result));
        return mailOpen ? reset(capabilities) : ready(capabilities);
    }

    private ClientState stop() {
        if (!(state instanceof Ready)) {
            return lost(new Lost(Cause.DROPPED, "stopping"));
        }
        // As long as it may idle, and no longer: it still counts among the connections.
        effects.add(new Send("QUIT\r\n", Wait.IDLE));
        return new Quitting();
    }

    private ClientState lost(Lost lost) {
        return switch (state) {
            case Fresh _, AwaitEhlo _, AwaitHelo _, AwaitStartTls _, Handshaking _, AwaitAuth _ ->
                    failRoute(lost.why());
            case AwaitMail _ -> deferred(lost, isReused());
            case Burst burst ->
                    burst.refused().isPresent()
                            ? finishAndClose(burst.refused().get())
                            : deferred(lost, burst.answered() == 0 && isReused());
            case Judging _, AwaitRcpt _, AwaitGoAhead _ -> deferred(lost, false);
            case Body body ->
                    body.dotWritten()
                            ? finishAndClose(new Unknown(lost.why(), lost.cause()))
                            : deferred(lost, false);
            case Ready _, Clearing _, Quitting _ -> close();
            case Closed _ -> state;
        };
    }

    private ClientState deferred(Lost lost, boolean untouched) {
        boolean hungUp = untouched && lost.cause() == Cause.DROPPED;
        return finishAndClose(new Deferred(lost.why(), lost.cause(), hungUp));
    }

    private ClientState reset(Capabilities capabilities) {
        return send("RSET\r\n", new Clearing(capabilities));
    }

    private ClientState send(String commands, ClientState next) {
        effects.add(new Send(commands, Wait.COMMAND));
        return next;
    }

    private ClientState failRoute(String why) {
        effects.add(new FailRoute(why));
        return close();
    }

    private ClientState finishAndClose(AttemptResult result) {
        effects.add(new Finish(result));
        return close();
    }

    private ClientState close() {
        effects.add(new Close());
        return new Closed();
    }
}
