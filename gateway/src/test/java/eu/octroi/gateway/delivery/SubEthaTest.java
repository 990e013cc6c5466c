// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Delivery to a server of other people, which speaks and unstuffs in its own way. */
final class SubEthaTest {
    private final Map<String, String> mailbox = new ConcurrentHashMap<>();
    private SMTPServer server;
    private Rig rig;

    @BeforeEach
    void open() {
        server =
                SMTPServer.port(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .messageHandlerFactory(this::mailbox)
                        .build();
        server.start();
        rig = new Rig(server.getPortAllocated()).start();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        server.stop();
    }

    private MessageHandler mailbox(MessageContext context) {
        return new MessageHandler() {
            private String to = "";

            @Override
            public void from(String from) {
                assertThat(from).isEqualTo("s@acme.example");
            }

            @Override
            public void recipient(String recipient) {
                to = recipient;
            }

            @Override
            public @Nullable String data(InputStream body) throws IOException {
                String text = new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
                mailbox.put(to, text);
                return null;
            }

            @Override
            public void done() {}
        };
    }

    @Test
    void itReceivesExactlyWhatWasAccepted() {
        String mail = "Subject: dots\r\n\r\n.\r\n..\r\n.a\r\n\r\n. \r\nend\r\n.\r\n";

        rig.sendMail(mail, "a", "b", "c");

        await().until(() -> rig.outbox.settled.size() == 3);
        assertThat(mailbox).hasSize(3).allSatisfy((_, text) -> assertThat(text).endsWith(mail));
    }

    @Test
    void aHundredMessagesGoOverTwoConnections() {
        for (int i = 0; i < 100; i++) {
            rig.send("n" + i);
        }

        await().until(() -> rig.outbox.settled.size() == 100);
        assertThat(mailbox).hasSize(100);
        assertThat(rig.outbox.settled).allMatch(s -> s.contains(" delivered 250"));
    }
}
