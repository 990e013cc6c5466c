// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import static eu.octroi.gateway.session.Sessions.ID;
import static eu.octroi.gateway.session.Sessions.account;
import static eu.octroi.gateway.session.Sessions.addressed;
import static eu.octroi.gateway.session.Sessions.admitting;
import static eu.octroi.gateway.session.Sessions.after;
import static eu.octroi.gateway.session.Sessions.authenticating;
import static eu.octroi.gateway.session.Sessions.challenged;
import static eu.octroi.gateway.session.Sessions.chunked;
import static eu.octroi.gateway.session.Sessions.closed;
import static eu.octroi.gateway.session.Sessions.greeted;
import static eu.octroi.gateway.session.Sessions.judging;
import static eu.octroi.gateway.session.Sessions.lookingUp;
import static eu.octroi.gateway.session.Sessions.outcome;
import static eu.octroi.gateway.session.Sessions.peer;
import static eu.octroi.gateway.session.Sessions.receiving;
import static eu.octroi.gateway.session.Sessions.receivingChunk;
import static eu.octroi.gateway.session.Sessions.reply;
import static eu.octroi.gateway.session.Sessions.say;
import static eu.octroi.gateway.session.Sessions.secured;
import static eu.octroi.gateway.session.Sessions.securing;
import static eu.octroi.gateway.session.Sessions.session;
import static eu.octroi.gateway.session.Sessions.taking;
import static eu.octroi.gateway.session.Sessions.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.smtp.CommandParser;
import eu.octroi.gateway.smtp.Replies;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/** Every state against every command, and every result against every state. */
final class SmtpSessionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # command           | Fresh       | Greeted        | Transaction | Addressed
                    EHLO x              | Greeted 250 | stays 250      | Greeted 250 | Greeted 250
                    HELO x              | Greeted 250 | stays 250      | Greeted 250 | Greeted 250
                    MAIL FROM:<a@b.c>   | stays 503   | Admitting      | stays 503   | stays 503
                    MAIL FROM:<>        | stays 503   | stays 550      | stays 503   | stays 503
                    MAIL FROM:<a@b.c> SIZE=1001 | stays 503 | stays 552 | stays 503 | stays 503
                    RCPT TO:<c@b.c>     | stays 503   | stays 503      | Judging     | Judging
                    RCPT TO:<b@b.example> | stays 503 | stays 503 | Judging | stays 250
                    RCPT TO:<Postmaster> | stays 503  | stays 503      | Judging     | Judging
                    RCPT TO:<é@b.c>     | stays 503   | stays 503      | stays 553   | stays 553
                    DATA                | stays 503   | stays 503      | stays 503   | Receiving 354
                    RSET                | stays 250   | stays 250      | Greeted 250 | Greeted 250
                    NOOP                | stays 250   | stays 250      | stays 250   | stays 250
                    HELP                | stays 214   | stays 214      | stays 214   | stays 214
                    VRFY x              | stays 252   | stays 252      | stays 252   | stays 252
                    EXPN x              | stays 252   | stays 252      | stays 252   | stays 252
                    AUTH PLAIN          | stays 503   | Challenged 334 | stays 503   | stays 503
                    AUTH PLAIN AGEAYg== | stays 503   | Authenticating | stays 503   | stays 503
                    AUTH CRAM-MD5       | stays 503   | stays 504      | stays 503   | stays 503
                    STARTTLS            | stays 503   | stays 503      | stays 503   | stays 503
                    QUIT                | Closed 221  | Closed 221     | Closed 221  | Closed 221
                    GET / HTTP/1.1      | Closed 421  | Closed 421     | Closed 421  | Closed 421
                    FOO                 | stays 500   | stays 500      | stays 500   | stays 500
                    MAIL FROM:<x        | stays 501   | stays 501      | stays 501   | stays 501
                    MAIL FROM:<> FOO=1  | stays 555   | stays 555      | stays 555   | stays 555
                    BDAT 5              | Discarding  | Discarding | Discarding | ReceivingChunk
                    BDAT 5 LAST         | Discarding  | Discarding     | Discarding  | Receiving
                    BDAT 5 FIRST        | Closed 501  | Closed 501     | Closed 501  | Closed 501
                    """)
    void commandsThatMayCome(
            String line, String fresh, String greeted, String transaction, String addressed) {
        assertThat(change(secured(), line)).isEqualTo(fresh);
        assertThat(change(greeted(), line)).isEqualTo(greeted);
        assertThat(change(transaction(), line)).isEqualTo(transaction);
        assertThat(change(addressed(), line)).isEqualTo(addressed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # command                  | Chunked
                    EHLO x                     | Greeted 250
                    HELO x                     | Greeted 250
                    MAIL FROM:<a@b.c>          | stays 503
                    MAIL FROM:<>               | stays 503
                    MAIL FROM:<a@b.c> SIZE=1001 | stays 503
                    RCPT TO:<c@b.c>            | stays 503
                    RCPT TO:<b@b.example>      | stays 503
                    RCPT TO:<Postmaster>       | stays 503
                    RCPT TO:<é@b.c>            | stays 503
                    DATA                       | stays 503
                    RSET                       | Greeted 250
                    NOOP                       | stays 250
                    HELP                       | stays 214
                    VRFY x                     | stays 252
                    EXPN x                     | stays 252
                    AUTH PLAIN                 | stays 503
                    AUTH PLAIN AGEAYg==        | stays 503
                    AUTH CRAM-MD5              | stays 503
                    STARTTLS                   | stays 503
                    QUIT                       | Closed 221
                    GET / HTTP/1.1             | Closed 421
                    FOO                        | stays 500
                    MAIL FROM:<x               | stays 501
                    MAIL FROM:<> FOO=1         | stays 555
                    BDAT 5                     | ReceivingChunk
                    BDAT 5 LAST                | Receiving
                    BDAT 5 FIRST               | Closed 501
                    """)
    void betweenTwoChunksOnlyAnotherMayCome(String line, String outcome) {
        assertThat(change(chunked(), line)).isEqualTo(outcome);
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
        for (SmtpSession waiting :
                List.of(challenged(), lookingUp(), authenticating(), admitting())) {
            assertStays(waiting, line, code);
        }
        for (SmtpSession waiting :
                List.of(judging(), receiving(), receivingChunk(), taking(), securing(), closed())) {
            assertStays(waiting, line, code);
        }
    }

    /** H-17: what is announced is what there is, line by line. */
    @Test
    void ehloOffersExactlyWhatIsImplemented() {
        List<String> always =
                List.of(
                        "gate.example",
                        "PIPELINING",
                        "SIZE 1000",
                        "8BITMIME",
                        "SMTPUTF8",
                        "ENHANCEDSTATUSCODES",
                        "CHUNKING",
                        "DSN",
                        "LIMITS RCPTMAX=2");

        assertThat(offered(false)).startsWith(always.toArray(String[]::new)).endsWith("STARTTLS");
        assertThat(offered(false)).hasSize(always.size() + 1);
        assertThat(offered(true))
                .startsWith(always.toArray(String[]::new))
                .endsWith("AUTH PLAIN LOGIN SCRAM-SHA-256");
        assertThat(offered(true)).hasSize(always.size() + 1);
    }

    private static List<String> offered(boolean tls) {
        String wire = reply(say(session(Optional.empty(), tls), "EHLO x").effect()).wire();
        return wire.lines().map(line -> line.substring("250-".length())).toList();
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

    /** Junk commands: five are nothing, then each one counts, and a message makes up for them. */
    @Test
    void commandsThatBringNothingForwardAreErrorsWhenTheyAreTooMany() {
        SmtpSession session = new SmtpSession(peer(Optional.empty(), false), strict(), () -> ID);

        for (String line : List.of("NOOP", "RSET", "VRFY x", "HELP", "EXPN x", "NOOP", "NOOP")) {
            assertThat(say(session, line).next()).isEqualTo(new State.Fresh());
        }
        assertThat(outcome(session, "NOOP")).isEqualTo("Closed 421");

        SmtpSession served = taking();
        served.taken(Replies.OK);
        for (int i = 0; i < Sessions.RULES.junkCommandsMax() + 50; i++) {
            assertThat(outcome(served, "NOOP")).isEqualTo("Greeted 250");
        }
        assertThat(outcome(served, "NOOP")).isEqualTo("Closed 421");
    }

    /** A part of a list in which everybody has opposed is no junk. */
    @Test
    void whoseRecipientsAreAllRefusedMayBeginAnewAsOftenAsItTakes() {
        SmtpSession session = transaction();

        for (int i = 0; i < 10 * Sessions.RULES.junkCommandsMax() + 100; i++) {
            assertThat(outcome(session, "RSET")).isEqualTo("Greeted 250");
            after(session, "MAIL FROM:<a@b.example>").admitted(Admission.GRANTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AGI=", "YgBj"})
    void aPasswordByLoginHoldsNoNul(String password) {
        SmtpSession session = after(greeted(), "AUTH LOGIN");
        session.responded("dG9vbA==");

        assertThat(reply(session.responded(password).effect()).code()).isEqualTo(535);
    }

    private static SessionRules strict() {
        return Sessions.RULES.withErrorsMax(2);
    }

    /** A discarded chunk is read to its end, so its end may not be far (before AUTH too). */
    @ParameterizedTest
    @CsvSource({"BDAT 10, Discarding", "BDAT 11, Closed 552", "BDAT 9999999999 LAST, Closed 552"})
    void aStrangerHasLittleSwallowed(String line, String outcome) {
        SmtpSession stranger = session(Optional.empty(), true);

        assertThat(outcome(stranger, line)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"BDAT 4000, ReceivingChunk", "BDAT 4001, Closed 552"})
    void nobodyHasAChunkSwallowedThatIsFarTooBig(String line, String outcome) {
        assertThat(outcome(addressed(), line)).isEqualTo(outcome);
    }

    @Test
    void aRecipientTooManyOfLateIsPostponedAndTheTransactionGoesOn() {
        SmtpSession session = judging();

        assertThat(reply(session.postponed().effect())).isEqualTo(Replies.TOO_MANY_RECIPIENTS_NOW);
        assertThat(outcome(session, "RCPT TO:<c@b.c>")).isEqualTo("Judging");
    }

    @Test
    void tooManyErrorsClose() {
        SessionRules strict = Sessions.RULES.withErrorsMax(2);
        SmtpSession session = new SmtpSession(peer(Optional.empty(), false), strict, () -> ID);

        assertThat(outcome(session, "FOO")).isEqualTo("Fresh 500");
        assertThat(outcome(session, "FOO")).isEqualTo("Fresh 500");
        assertThat(outcome(session, "FOO")).isEqualTo("Closed 421");
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
        assertThatThrownBy(session::chunkReceived).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(session::discarded).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.admitted(Admission.GRANTED))
                .isInstanceOf(IllegalStateException.class);
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

    /** Where a command leads, or that it does not, and what is answered. */
    private static String change(SmtpSession session, String line) {
        String before = session.state().getClass().getSimpleName();
        return outcome(session, line).replaceFirst("^" + before + "(?= )", "stays");
    }
}
