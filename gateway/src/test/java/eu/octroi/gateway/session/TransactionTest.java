// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import static eu.octroi.gateway.session.Sessions.ID;
import static eu.octroi.gateway.session.Sessions.addressed;
import static eu.octroi.gateway.session.Sessions.admitting;
import static eu.octroi.gateway.session.Sessions.outcome;
import static eu.octroi.gateway.session.Sessions.receiving;
import static eu.octroi.gateway.session.Sessions.reply;
import static eu.octroi.gateway.session.Sessions.say;
import static eu.octroi.gateway.session.Sessions.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.smtp.Replies;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets into the envelope, what the others hear, and how the message ends. */
final class TransactionTest {
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
    void postmasterWithoutADomainIsOurs() {
        SmtpSession session = transaction();

        Step step = say(session, "RCPT TO:<Postmaster>");

        Effect.Judge judge = (Effect.Judge) step.effect();
        assertThat(judge.to()).hasToString("postmaster@gate.example");
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
        Step step = admitting().admitted(Admission.TOO_FAST);

        assertThat(step.next()).isEqualTo(new State.Greeted());
        assertThat(reply(step.effect())).isEqualTo(Replies.TOO_FAST);
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
}
