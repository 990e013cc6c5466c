// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes by BDAT goes the way of what comes by DATA. */
final class ChunkingTest {
    private static final String TO_BOB = "MAIL FROM:<a@acme.example>\r\nRCPT TO:<b@b.example>\r\n";

    @Test
    void intakeCannotTellChunksFromData() {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            client.begin();
            client.send("Subject: x\r\n\r\n..dot\r\n.\r\n");
            skip(client, 1);
            client.send(TO_BOB + "BDAT 12\r\nSubject: x\r\nBDAT 8 LAST\r\n\r\n.dot\r\n");
            skip(client, 4);

            assertThat(rig.taker.texts()).hasSize(2).containsOnly("Subject: x\r\n\r\n.dot\r\n");
            assertThat(rig.taker.taken().get(1).submission().recipients())
                    .isEqualTo(rig.taker.taken().getFirst().submission().recipients());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSET", "EHLO x"})
    void whatWasReceivedBeforeAResetIsForgotten(String reset) {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            client.send(TO_BOB + "BDAT 5\r\none\r\n" + reset + "\r\n");
            skip(client, 4);

            client.send(TO_BOB + "BDAT 5 LAST\r\ntwo\r\n");

            skip(client, 2);
            assertThat(client.reply()).startsWith("250 2.0.0 OK accepted");
            assertThat(rig.taker.texts()).containsExactly("two\r\n");
        }
    }

    @Test
    void chunksTooBigTogetherAreRefusedAndReadToTheirEnd() {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            String half = "BDAT 40000\r\n" + "x".repeat(39_998) + "\r\n";
            client.send(TO_BOB + half + half + "NOOP\r\n");
            skip(client, 3);

            assertThat(client.reply()).startsWith("552 5.3.4");
            assertThat(client.reply()).startsWith("250 2.0.0 OK");
            assertThat(rig.taker.taken()).isEmpty();
            assertThat(rig.meters.get("octroi.smtp.server.body.memory").gauge().value()).isZero();
        }
    }

    private static void skip(SmtpClient client, int replies) {
        for (int i = 0; i < replies; i++) {
            client.reply();
        }
    }
}
