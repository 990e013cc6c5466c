// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.smtp.CommandParser;
import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Every state against every command, and every result against every state. */
final class SmtpSessionTest {
    private static final SessionRules RULES = new SessionRules("gate.example", 2, 1_000, 50, true);
    private static final MessageId ID = new MessageId(1, 2);
    private static final EmailAddress BOB = EmailAddress.parse("b@b.example").orElseThrow();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # command           | Fresh       | Greeted        | Transaction     | Addressed
                    EHLO x              | Greeted 250 | Greeted 250    | Greeted 250     | Greeted 250
                    HELO x              | Greeted 250 | Greeted 250    | Greeted 250     | Greeted 250
                    MAIL FROM:<a@b.c>   | Fresh 503   | Admitting      | Transaction 503 | Transaction 503
                    MAIL FROM:<>        | Fresh 503   | Greeted 550    | Transaction 503 | Transaction 503
                    MAIL FROM:<a@b.c> SIZE=1001 | Fresh 503 | Greeted 552 | Transaction 503 | Transaction 503
                    RCPT TO:<c@b.c>     | Fresh 503   | Greeted 503    | Judging         | Judging
                    RCPT TO:<b@b.example> | Fresh 503 | Greeted 503    | Judging         | Transaction 250
                    RCPT TO:<é@b.c>     | Fresh 503   | Greeted 503    | Transaction 553 | Transaction 553
                    DATA                | Fresh 503   | Greeted 503    | Transaction 503 | Receiving 354
                    RSET                | Fresh 250   | Greeted 250    | Greeted 250     | Greeted 250
                    NOOP                | Fresh 250   | Greeted 250    | Transaction 250 | Transaction 250
                    HELP                | Fresh 214   | Greeted 214    | Transaction 214 | Transaction 214
                    VRFY x              | Fresh 252   | Greeted 252    | Transaction 252 | Transaction 252
                    EXPN x              | Fresh 252   | Greeted 252    | Transaction 252 | Transaction 252
                    AUTH PLAIN          | Fresh 503   | Challenged 334 | Transaction 503 | Transaction 503
                    AUTH PLAIN AGEAYg== | Fresh 503   | Authenticating | Transaction 503 | Transaction 503
                    AUTH CRAM-MD5       | Fresh 503   | Greeted 504    | Transaction 503 | Transaction 503
                    STARTTLS            | Fresh 503   | Greeted 503    | Transaction 503 | Transaction 503
                    QUIT                | Closed 221  | Closed 221     | Closed 221      | Closed 221
                    GET / HTTP/1.1      | Closed 421  | Closed 421     | Closed 421      | Closed 421
                    FOO                 | Fresh 500   | Greeted 500    | Transaction 500 | Transaction 500
                    MAIL FROM:<x        | Fresh 501   | Greeted 501    | Transaction 501 | Transaction 501
                    MAIL FROM:<> FOO=1  | Fresh 555   | Greeted 555    | Transaction 555 | Transaction 555
                    """)
    void commandsThatMayCome(
            String line, String fresh, String greeted, String transaction, String addressed) {
        assertThat(outcome(secured(), line)).isEqualTo(fresh);
        assertThat(outcome(greeted(), line)).isEqualTo(greeted);
        assertThat(outcome(transaction(), line)).isEqualTo(transaction);
        assertThat(outcome(addressed(), line)).isEqualTo(addressed);
    }

    @ParameterizedTest
    @CsvSource({
        "EHLO x, 503",
        "HELO x, 503",
        "MAIL FROM:<a@b.c>, 503",
        "RCPT TO:<b@b.example>, 503",
        "DATA, 503",
        "AUTH PLAIN, 503",
        "STARTTLS, 503",
        "RSET, 250",
        "NOOP, 250",
        "HELP, 214",
        "VRFY x, 252",
        "EXPN x, 252",
        "FOO, 500"
    })
    void aStateThatWaitsForAResultKeepsWaiting(String line, int code) {
        for (SmtpSession waiting : List.of(challenged(), authenticating(), admitting())) {
            assertStays(waiting, line, code);
        }
        for (SmtpSession waiting :
                List.of(judging(), receiving(), taking(), securing(), closed())) {
            assertStays(waiting, line, code);
        }
    }

    @Test
    void withoutCredentialThereIsNoTransaction() {
        SmtpSession stranger = session(Optional.empty(), true);
        stranger.on(CommandParser.parse(Octets.of("EHLO x")));

        assertThat(outcome(stranger, "MAIL FROM:<a@b.c>")).isEqualTo("Greeted 530");
    }

    @Test
    void authIsRefusedInClear() {
        SmtpSession clear = session(Optional.of(account(AnswerProfile.REFUSE)), false);
        say(clear, "EHLO x");

        assertThat(outcome(clear, "AUTH PLAIN AGEAYg==")).isEqualTo("Greeted 538");
    }

    @Test
    void startTlsForgetsWhatWasSaidAndKeepsTheTrust() {
        SmtpSession session = securing();

        session.secured();

        assertThat(session.state()).isEqualTo(new State.Fresh());
        assertThat(session.peer().tls()).isTrue();
        assertThat(session.peer().helo()).isEmpty();
        assertThat(session.peer().account()).isPresent();
    }

    @Test
    void resetDoesNotTouchThePeer() {
        SmtpSession session = transaction();
        Peer before = session.peer();

        say(session, "RSET");

        assertThat(session.peer()).isSameAs(before);
    }

    @Test
    void theEnvelopeHasWhoWasAcceptedInOrder() {
        SmtpSession session = addressed();
        say(session, "RCPT TO:<c@b.example>");
        session.judged(Verdict.Deliver.DELIVER);
        say(session, "DATA");

        Step step = session.received(BodyEnd.COMPLETE);

        Envelope envelope = ((Effect.Take) step.effect()).envelope();
        assertThat(envelope.id()).isEqualTo(ID);
        assertThat(envelope.to())
                .extracting(a -> a.address().toString())
                .containsExactly("b@b.example", "c@b.example");
        assertThat(session.taken(Replies.UNAVAILABLE).next()).isEqualTo(new State.Greeted());
    }

    @Test
    void recipientsHaveTheirLimit() {
        SmtpSession session = addressed();
        say(session, "RCPT TO:<c@b.example>");
        session.judged(Verdict.Deliver.DELIVER);

        assertThat(outcome(session, "RCPT TO:<d@b.example>")).isEqualTo("Transaction 452");
        assertThat(outcome(session, "RCPT TO:<c@b.example>")).isEqualTo("Transaction 250");
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSE, 550 5.7.1 [role-address] Recipient is a role address (ref 0000000000",
        "TEMPFAIL, 450 4.7.1 [role-address] Recipient is a role address (ref 0000000000",
        "DROP_AND_REPORT, 250 2.1.5 Recipient OK"
    })
    void aRefusalIsToldByTheAnswerProfile(AnswerProfile answer, String reply) {
        SmtpSession session = transaction(answer);
        say(session, "RCPT TO:<b@b.example>");

        Step step = session.judged(new Verdict.Refused(Tag.ROLE_ADDRESS));

        assertThat(reply(step.effect()).wire()).startsWith(reply);
        assertThat(outcome(session, "DATA"))
                .isEqualTo(
                        answer == AnswerProfile.DROP_AND_REPORT
                                ? "Receiving 354"
                                : "Transaction 554");
    }

    @ParameterizedTest
    @EnumSource
    void whoCannotBeJudgedIsNeverTaken(AnswerProfile answer) {
        SmtpSession session = transaction(answer);
        say(session, "RCPT TO:<b@b.example>");

        Step step = session.judged(Verdict.Undecided.UNDECIDED);

        assertThat(reply(step.effect()).wire()).startsWith("451 4.3.0 [unavailable] ");
        assertThat(((State.Transaction) step.next()).to()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TOO_BIG, 552", "NO_ROOM, 452", "BARE_LINE_END, 550"})
    void aRefusedBodyEndsTheTransaction(BodyEnd end, int code) {
        Step step = receiving().received(end);

        assertThat(step.next()).isEqualTo(new State.Greeted());
        assertThat(reply(step.effect()).code()).isEqualTo(code);
    }

    @Test
    void theSecondBareLineEndCloses() {
        SmtpSession session = receiving();
        session.received(BodyEnd.BARE_LINE_END);

        assertThat(outcome(session, "NOOP\nNOOP")).isEqualTo("Closed 521");
    }

    @Test
    void theCredentialThatSendsTooFastHearsItAtMail() {
        Step step = admitting().admitted(false);

        assertThat(step.next()).isEqualTo(new State.Greeted());
        assertThat(reply(step.effect())).isEqualTo(Replies.TOO_FAST);
    }

    @Test
    void tooManyErrorsClose() {
        SessionRules strict = new SessionRules("gate.example", 2, 1_000, 2, true);
        SmtpSession session = new SmtpSession(peer(Optional.empty(), false), strict, () -> ID);

        assertThat(outcome(session, "FOO")).isEqualTo("Fresh 500");
        assertThat(outcome(session, "FOO")).isEqualTo("Fresh 500");
        assertThat(outcome(session, "FOO")).isEqualTo("Closed 421");
    }

    @Test
    void refusedRecipientsAreNoErrors() {
        SmtpSession session = transaction();

        for (int i = 0; i < 100; i++) {
            say(session, "RCPT TO:<b@b.example>");
            session.judged(new Verdict.Refused(Tag.CAP));
        }

        assertThat(session.state()).isInstanceOf(State.Transaction.class);
    }

    @Test
    void aLoginIsHeardOnce() {
        SmtpSession session = authenticating();

        session.authenticated(new LoginResult.Accepted(account(AnswerProfile.REFUSE)));

        assertThat(session.peer().login().map(Peer.Login::user)).hasValue("a");
        assertThat(outcome(session, "AUTH PLAIN")).isEqualTo("Greeted 503");
    }

    @Test
    void failedLoginsAreTold() {
        assertThat(reply(authenticating().authenticated(new LoginResult.Rejected()).effect()))
                .isEqualTo(Replies.AUTH_FAILED);
        assertThat(reply(authenticating().authenticated(new LoginResult.Busy()).effect()))
                .isEqualTo(Replies.AUTH_BUSY);
        assertThat(authenticating().authenticated(new LoginResult.Locked()).next())
                .isEqualTo(new State.Closed());
    }

    @Test
    void aResultNobodyAskedForIsAFault() {
        SmtpSession session = greeted();

        assertThatThrownBy(() -> session.judged(Verdict.Deliver.DELIVER))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.taken(Replies.OK))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.received(BodyEnd.COMPLETE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.admitted(true)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(session::secured).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.responded("")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.authenticated(new LoginResult.Rejected()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void assertStays(SmtpSession waiting, String line, int code) {
        State before = waiting.state();

        Step step = waiting.on(CommandParser.parse(Octets.of(line)));

        assertThat(step.next()).as("%s in %s", line, before).isEqualTo(before);
        assertThat(reply(step.effect()).code()).as("%s in %s", line, before).isEqualTo(code);
    }

    private static String outcome(SmtpSession session, String line) {
        Effect effect = say(session, line).effect();
        String name = session.state().getClass().getSimpleName();
        boolean isAsked =
                effect instanceof Effect.Admit
                        || effect instanceof Effect.Judge
                        || effect instanceof Effect.Authenticate;
        return isAsked ? name : name + " " + reply(effect).code();
    }

    private static Step say(SmtpSession session, String line) {
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        return session.on(CommandParser.parse(Octets.of(octets)));
    }

    private static Reply reply(Effect effect) {
        return switch (effect) {
            case Effect.Send(Reply reply) -> reply;
            case Effect.Refuse refuse -> refuse.reply();
            case Effect.Close(Reply reply) -> reply;
            case Effect.Challenge(Reply reply) -> reply;
            case Effect.StartTls(Reply reply) -> reply;
            case Effect.Receive receive -> receive.reply();
            case Effect.Authenticate _, Effect.Admit _, Effect.Judge _, Effect.Take _ ->
                    throw new AssertionError("no reply: " + effect);
        };
    }

    private static Account account(AnswerProfile answer) {
        Origin origin =
                new Origin(
                        new CredentialId("outil"),
                        new StreamId("prospection"),
                        StreamClass.PROSPECTING,
                        new ControllerNumber(1),
                        Optional.empty());
        return new Account(origin, answer, "Acme");
    }

    private static Peer peer(Optional<Account> trusted, boolean tls) {
        return Peer.arrived(InetAddress.getLoopbackAddress(), trusted, tls);
    }

    private static SmtpSession session(Optional<Account> trusted, boolean tls) {
        return new SmtpSession(peer(trusted, tls), RULES, () -> ID);
    }

    private static SmtpSession secured() {
        return session(Optional.of(account(AnswerProfile.REFUSE)), true);
    }

    private static SmtpSession after(SmtpSession session, String line) {
        say(session, line);
        return session;
    }

    private static SmtpSession greeted() {
        return after(secured(), "EHLO x");
    }

    private static SmtpSession challenged() {
        return after(greeted(), "AUTH PLAIN");
    }

    private static SmtpSession authenticating() {
        return after(greeted(), "AUTH PLAIN AGEAYg==");
    }

    private static SmtpSession securing() {
        SmtpSession clear = session(Optional.of(account(AnswerProfile.REFUSE)), false);
        return after(after(clear, "EHLO x"), "STARTTLS");
    }

    private static SmtpSession admitting() {
        return after(greeted(), "MAIL FROM:<a@b.example>");
    }

    private static SmtpSession transaction() {
        return transaction(AnswerProfile.REFUSE);
    }

    private static SmtpSession transaction(AnswerProfile answer) {
        SmtpSession session = session(Optional.of(account(answer)), true);
        after(after(session, "EHLO x"), "MAIL FROM:<a@b.example>").admitted(true);
        return session;
    }

    private static SmtpSession judging() {
        return after(transaction(), "RCPT TO:<" + BOB + ">");
    }

    private static SmtpSession addressed() {
        SmtpSession session = judging();
        session.judged(Verdict.Deliver.DELIVER);
        return session;
    }

    private static SmtpSession receiving() {
        return after(addressed(), "DATA");
    }

    private static SmtpSession taking() {
        SmtpSession session = receiving();
        session.received(BodyEnd.COMPLETE);
        return session;
    }

    private static SmtpSession closed() {
        return after(greeted(), "QUIT");
    }
}
