// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Who may say more before it is answered, and in which order it is answered: RFC 2920. */
final class PipeliningTest {
    private static final String TO_BOB = "MAIL FROM:<a@acme.example>\r\nRCPT TO:<b@b.example>\r\n";
    private static final String VIOLATIONS = "octroi.smtp.server.protocol.violations";
    private static final String OUT_OF_TURN = "554 5.5.0 Protocol violation";

    /** P4: as Postfix since 3.9, smtpd_forbid_unauth_pipelining. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO y\r\nMAIL FROM:<a@acme.example>\r\n",
                "HELO y\r\nMAIL FROM:<a@acme.example>\r\n",
                "NOOP\r\nNOOP\r\n",
                "VRFY x\r\nRSET\r\n",
                "EXPN x\r\nN",
                "DATA\r\nSubject: x\r\n\r\nx\r\n.\r\n"
            })
    void whoDoesNotWaitWhereItMustIsCutOff(String group) {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            client.send(TO_BOB);
            client.reply();
            client.reply();

            client.send(group);

            assertThat(client.reply()).startsWith(OUT_OF_TURN);
            assertThat(client.isClosed()).isTrue();
            assertThat(rig.taker.taken()).isEmpty();
            assertThat(rig.count(VIOLATIONS, "kind", "pipelined")).isOne();
        }
    }

    /** P4: PIPELINING is offered in the answer to EHLO and not before it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HELO x"})
    void whoWasNotOfferedItWaitsForEachReply(String greeting) {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.connect()) {
            client.reply();
            if (!greeting.isEmpty()) {
                client.ask(greeting);
            }

            client.send(TO_BOB);

            assertThat(client.reply()).startsWith(OUT_OF_TURN);
            assertThat(client.isClosed()).isTrue();
        }
    }

    /** The octets of a message may come with the commands of the next one. */
    @Test
    void groupsOfAnyKindAreAnsweredInOrderHoweverTheyAreCut() {
        Random random = new Random(1);
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            int messages = 0;
            List<String> answers = new ArrayList<>();
            StringBuilder group = new StringBuilder();
            for (int round = 0; round < 100; round++) {
                boolean isTaken = transaction(random, group, answers);
                sayInPieces(random, client, group.toString());
                group.setLength(0);

                assertThat(answers).allSatisfy(a -> assertThat(client.reply()).startsWith(a));
                answers.clear();
                if (isTaken) {
                    messages++;
                    group.append("message ").append(messages).append("\r\n.\r\n");
                    answers.add("250 2.0.0 OK accepted");
                }
            }
            client.send(group + "QUIT\r\n");
            assertThat(answers).allSatisfy(a -> assertThat(client.reply()).startsWith(a));
            assertThat(client.reply()).startsWith("221");

            assertThat(rig.taker.texts()).hasSize(messages);
            assertThat(rig.taker.texts().getLast()).isEqualTo("message " + messages + "\r\n");
        }
    }

    /** Adds one to the group, and what is answered; whether a message is to follow. */
    private static boolean transaction(Random random, StringBuilder group, List<String> answers) {
        group.append("RSET\r\nMAIL FROM:<a@acme.example>\r\n");
        answers.add("250 2.0.0");
        answers.add("250 2.1.0");
        boolean isAnybodyTaken = false;
        for (int left = random.nextInt(5); left > 0; left--) {
            boolean isOpposed = random.nextBoolean();
            isAnybodyTaken |= !isOpposed;
            group.append(isOpposed ? "RCPT TO:<opposed@b.example>" : "RCPT TO:<b@b.example>");
            group.append("\r\n");
            answers.add(isOpposed ? "550 5.7.1 [opposed]" : "250 2.1.5");
        }
        if (isAnybodyTaken) {
            group.append("DATA\r\n");
            answers.add("354");
        }
        return isAnybodyTaken;
    }

    private static void sayInPieces(Random random, SmtpClient client, String octets) {
        int from = 0;
        while (from < octets.length()) {
            int to = Math.min(octets.length(), from + 1 + random.nextInt(60));
            client.send(octets.substring(from, to));
            from = to;
        }
    }
}
