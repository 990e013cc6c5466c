// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.consent.Proof;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Consents in the whole gateway: recorded, asked at RCPT and again before delivery, withdrawn. */
final class ConsentGatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MARIE = "marie.durand@gmail.com";

    @TempDir private Path directory;
    private Mailbox mailbox;
    private Gateway gateway;
    private @Nullable ConsentBook consents;
    private ControllerNumber acme;

    @BeforeEach
    void open() throws IOException {
        mailbox = new Mailbox(0);
        gateway = start();
    }

    @AfterEach
    void close() {
        gateway.close();
        mailbox.close();
    }

    @Test
    void aPrivateMailboxIsWrittenToFromTheConsentOn() throws IOException {
        assertThat(send(MARIE)).startsWith("550 5.7.1 [consent-required]");

        consent(MARIE);

        assertThat(send(MARIE)).startsWith("250");
        assertThat(send("paul@gmail.com")).startsWith("550 5.7.1 [consent-required]");
        gateway.close();
        gateway = start();
        assertThat(send(MARIE)).startsWith("250");
    }

    @Test
    void aConsentWithdrawnMeanwhileStopsTheCopyInTheSpool() throws IOException {
        consent(MARIE);
        int port = mailbox.port();
        mailbox.close();
        assertThat(send(MARIE)).startsWith("250");
        assertThat(send("eve@client.example")).startsWith("250");

        Objects.requireNonNull(consents)
                .withdraw(acme, address(MARIE), "test")
                .toCompletableFuture()
                .join();
        mailbox = new Mailbox(port);

        await().atMost(PATIENCE).until(() -> to("eve@client.example") == 1);
        // The sender is told of the copy that was stopped.
        await().atMost(PATIENCE).until(() -> to("ann@acme.example") == 1);
        assertThat(to(MARIE)).isZero();
    }

    @Test
    void theLinkInAMailEndsTheConsentForGood() throws Exception {
        consent(MARIE);
        send(MARIE);
        await().atMost(PATIENCE).until(() -> to(MARIE) == 1);

        GatewayTest.oneClick(GatewayTest.link(mailbox.mails().getFirst()));

        assertThat(send(MARIE)).startsWith("550 5.7.1 [opposed]");
        ConsentBook book = Objects.requireNonNull(consents);
        await().atMost(PATIENCE)
                .until(() -> book.of(acme, address(MARIE)).getFirst().withdrawal().isPresent());
    }

    private void consent(String who) {
        Proof proof =
                new Proof.Consent(
                        Instant.parse("2026-10-01T00:00:00Z"),
                        Optional.empty(),
                        "our anvils",
                        "form 3",
                        "form",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        Objects.requireNonNull(consents)
                .add(acme, address(who), proof, "test")
                .toCompletableFuture()
                .join();
    }

    private long to(String recipient) {
        return mailbox.mails().stream().filter(m -> m.to().equals(recipient)).count();
    }

    private String send(String recipient) throws IOException {
        try (SmtpClient client = new SmtpClient(gateway.smtp())) {
            return client.mail("ann@acme.example", GatewayTest.MAIL, recipient);
        }
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    private Gateway start() throws IOException {
        return Gateway.start(
                GatewayTest.settings(directory, mailbox.port()),
                line -> {},
                (_, book, numbers, _, _, _) -> {
                    consents = book;
                    acme = numbers.apply(new ControllerId("acme"));
                    return List.of();
                });
    }
}
