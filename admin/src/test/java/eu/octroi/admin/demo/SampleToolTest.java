// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The two ends of the demo put together, with nothing between them. */
final class SampleToolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Scenes scenes = new Scenes("1");

    @Test
    void theMailboxReadsWhatTheToolWrote() {
        for (SampleMail mail :
                List.of(scenes.plainText(), scenes.htmlInBase64(), scenes.eightBitText())) {
            ReceivedMail received = sent(mail);

            assertThat(received.field("subject")).contains(mail.subject());
            assertThat(received.text()).isEqualToNormalizingNewlines(mail.content());
        }
    }

    @Test
    void aMailThatPassedNoGatewayIsFoundIncomplete() {
        SampleMail mail = scenes.plainText();

        List<String> faults = Inspection.faults(mail, sent(mail));

        assertThat(faults)
                .containsExactly(
                        "no DKIM signature",
                        "no List-Unsubscribe link",
                        "no List-Unsubscribe-Post",
                        "no unsubscribe clause with the link");
    }

    @Test
    void aLineThatBeginsWithADotSurvives() {
        SampleMail mail = SampleMail.plain("a@b.example", "c@d.example", "dots", ".one\n..two\n");

        assertThat(sent(mail).text()).isEqualToNormalizingNewlines(".one\n..two\n");
    }

    @Test
    void whatNobodySentDoesNotArrive() {
        try (Mailbox mailbox = Mailbox.open()) {
            assertThat(mailbox.take("nobody@d.example", Duration.ofMillis(1))).isEmpty();
        }
    }

    private static ReceivedMail sent(SampleMail mail) {
        try (Mailbox mailbox = Mailbox.open()) {
            SampleTool tool =
                    new SampleTool(
                            new InetSocketAddress(
                                    InetAddress.getLoopbackAddress(), mailbox.port()));
            assertThat(tool.send(mail).isAccepted()).isTrue();
            return mailbox.take(mail.to(), PATIENCE).orElseThrow();
        }
    }
}
