// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.smtp.CommandParser;
import eu.octroi.gateway.smtp.Reply;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A session in each of its states, and what it answers. */
final class Sessions {
    static final SessionRules RULES = new SessionRules("gate.example", 2, 1_000, 50, 5, 10, true);
    static final MessageId ID = new MessageId(1, 2);
    static final EmailAddress BOB = EmailAddress.parse("b@b.example").orElseThrow();

    private Sessions() {}

    /** The state that a command leads to and the code of the reply, if there is one yet. */
    static String outcome(SmtpSession session, String line) {
        Effect effect = say(session, line).effect();
        String name = session.state().getClass().getSimpleName();
        boolean isAsked =
                effect instanceof Effect.Admit
                        || effect instanceof Effect.Judge
                        || effect instanceof Effect.ReceiveChunk
                        || effect instanceof Effect.Discard
                        || effect instanceof Effect.LookUp
                        || effect instanceof Effect.Authenticate;
        return isAsked ? name : name + " " + reply(effect).code();
    }

    static Step say(SmtpSession session, String line) {
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        return session.on(CommandParser.parse(Octets.of(octets)));
    }

    static Reply reply(Effect effect) {
        return switch (effect) {
            case Effect.Send(Reply reply) -> reply;
            case Effect.Refuse refuse -> refuse.reply();
            case Effect.Close(Reply reply) -> reply;
            case Effect.Challenge(Reply reply) -> reply;
            case Effect.StartTls(Reply reply) -> reply;
            case Effect.Receive receive -> receive.reply();
            case Effect.Forget(Reply reply) -> reply;
            case Effect.Authenticate _,
                    Effect.LookUp _,
                    Effect.Admit _,
                    Effect.Judge _,
                    Effect.ReceiveChunk _,
                    Effect.Discard _,
                    Effect.Take _ ->
                    throw new AssertionError("no reply: " + effect);
        };
    }

    static Account account(AnswerProfile answer) {
        Origin origin =
                new Origin(
                        new CredentialId("outil"),
                        new StreamId("prospection"),
                        StreamClass.PROSPECTING,
                        new ControllerNumber(1),
                        Optional.empty());
        return new Account(origin, answer, false, "Acme");
    }

    static Peer peer(Optional<Account> trusted, boolean tls) {
        return Peer.arrived(InetAddress.getLoopbackAddress(), trusted, tls);
    }

    static SmtpSession session(Optional<Account> trusted, boolean tls) {
        return new SmtpSession(peer(trusted, tls), RULES, () -> ID);
    }

    static SmtpSession secured() {
        return session(Optional.of(account(AnswerProfile.REFUSE)), true);
    }

    /** The session once it heard the line. */
    static SmtpSession after(SmtpSession session, String line) {
        say(session, line);
        return session;
    }

    static SmtpSession greeted() {
        return after(secured(), "EHLO x");
    }

    static SmtpSession challenged() {
        return after(greeted(), "AUTH PLAIN");
    }

    static SmtpSession lookingUp() {
        return after(greeted(), "AUTH SCRAM-SHA-256 biwsbj11c2VyLHI9YWJj");
    }

    static SmtpSession authenticating() {
        return after(greeted(), "AUTH PLAIN AGEAYg==");
    }

    static SmtpSession securing() {
        SmtpSession clear = session(Optional.of(account(AnswerProfile.REFUSE)), false);
        return after(after(clear, "EHLO x"), "STARTTLS");
    }

    static SmtpSession admitting() {
        return after(greeted(), "MAIL FROM:<a@b.example>");
    }

    static SmtpSession transaction() {
        return transaction(AnswerProfile.REFUSE);
    }

    static SmtpSession transaction(AnswerProfile answer) {
        SmtpSession session = session(Optional.of(account(answer)), true);
        after(after(session, "EHLO x"), "MAIL FROM:<a@b.example>").admitted(Admission.GRANTED);
        return session;
    }

    static SmtpSession judging() {
        return after(transaction(), "RCPT TO:<" + BOB + ">");
    }

    static SmtpSession addressed() {
        SmtpSession session = judging();
        session.judged(Verdict.Deliver.DELIVER);
        return session;
    }

    static SmtpSession receiving() {
        return after(addressed(), "DATA");
    }

    static SmtpSession receivingChunk() {
        return after(addressed(), "BDAT 1");
    }

    static SmtpSession chunked() {
        SmtpSession session = receivingChunk();
        session.chunkReceived();
        return session;
    }

    static SmtpSession taking() {
        SmtpSession session = receiving();
        session.received(BodyEnd.COMPLETE);
        return session;
    }

    static SmtpSession closed() {
        return after(greeted(), "QUIT");
    }
}
