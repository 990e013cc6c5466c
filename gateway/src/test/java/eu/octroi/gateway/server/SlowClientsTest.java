// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** P6: many who dawdle, and one who does not. */
final class SlowClientsTest {
    private static final int DAWDLERS = 300;
    private static final int MAILS = 200;

    /** A client that stopped in the middle, and what it has yet to say. */
    private record Dawdler(SmtpClient client, String rest) {}

    @Test
    void whoIsQuickIsServedAmidHundredsWhoAreSlowAndTheseLater() {
        List<Dawdler> slow = new ArrayList<>();
        try (ServerRig rig = ServerRig.trusting()) {
            for (int i = 0; i < DAWDLERS; i++) {
                slow.add(dawdler(rig.greeted(), i % 3));
            }

            try (SmtpClient quick = rig.greeted()) {
                for (int i = 0; i < MAILS; i++) {
                    quick.begin();
                    assertThat(quick.ask("mail " + i + "\r\n.")).startsWith("250 2.0.0 OK");
                }
            }

            assertThat(rig.taker.taken()).hasSize(MAILS);
            for (Dawdler one : slow) {
                one.client().send(one.rest());
                assertThat(one.client().reply()).startsWith("250");
            }
            assertThat(rig.taker.taken()).hasSize(MAILS + DAWDLERS / 3);
        } finally {
            slow.forEach(one -> one.client().close());
        }
    }

    /** Within a command, within a message, or with replies that it does not read. */
    private static Dawdler dawdler(SmtpClient client, int kind) {
        return switch (kind) {
            case 0 -> {
                client.send("MAIL FROM:<a@acme");
                yield new Dawdler(client, ".example>\r\n");
            }
            case 1 -> {
                client.begin();
                client.send("half a mess");
                yield new Dawdler(client, "age\r\n.\r\n");
            }
            default -> {
                client.send("RSET\r\n".repeat(500));
                yield new Dawdler(client, "");
            }
        };
    }
}
