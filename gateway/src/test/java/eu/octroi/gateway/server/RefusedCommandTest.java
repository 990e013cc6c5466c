// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that are refused before anybody is judged. */
final class RefusedCommandTest {
    @ParameterizedTest
    @CsvSource({
        "RCPT TO:<jean..dupont@b.example>, RCPT, 501 5.1.3",
        "RCPT TO:<@b.example>, RCPT, 501 5.1.3",
        "RCPT TO:<b@b.example> COLOUR=red, RCPT, 555 5.5.4",
        "RCPT TO:<josé@b.example>, RCPT, 501 5.5.2",
        "RCPT b@b.example, RCPT, 501 5.5.4",
        "MAIL FROM:<b@b.example>, MAIL, 503 5.5.1",
        "DATA, DATA, 503 5.5.1",
        "FOO, UNKNOWN, 500 5.5.1"
    })
    void whatIsRefusedBeforeAnybodyIsJudgedIsCountedByVerbAndCode(
            String line, String verb, String code) {
        try (ServerRig rig = ServerRig.trusting();
                SmtpClient client = rig.greeted()) {
            client.ask("MAIL FROM:<a@acme.example>");

            assertThat(client.ask(line)).startsWith(code);

            assertThat(
                            rig.meters
                                    .get("octroi.smtp.server.refused")
                                    .tags("verb", verb, "code", code)
                                    .counter()
                                    .count())
                    .isOne();
            assertThat(rig.count("octroi.smtp.server.commands", "verb", verb)).isPositive();
        }
    }
}
