// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** L-16: refused mail is never signed, and what is signed is signed for a configured domain. */
final class RefusedMailTest {
    private static final String BOB = "bob@client.example";

    private static Company acme;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private MessageEditor editor;

    @BeforeAll
    static void found(@TempDir Path directory) throws IOException {
        acme = Company.in(directory);
    }

    @BeforeEach
    void count() {
        editor = acme.parts(meters).editor();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isNeverSigned(String mail) {
        Decision decision = editor.decide(acme.sending("offers", BOB), Octets.of(mail));

        assertThat(decision).isInstanceOf(Decision.NotTaken.class);
        assertThat(signatures()).isZero();
    }

    @Test
    void theCountSeesASignature() {
        Decision decision = editor.decide(acme.sending("offers", BOB), Company.mail());

        assertThat(decision).isInstanceOf(Decision.Taken.class);
        assertThat(signatures()).isEqualTo(1);
    }

    @Test
    void nobodyWhoIsRefusedHasASignedCopy() {
        Submission submission =
                acme.submission(
                        "offers",
                        "ann@acme.example",
                        Company.recipient("opposed@client.example", Company.OPPOSED));

        editor.decide(submission, Company.mail());

        assertThat(signatures()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann@acme.example", "ann@ACME.example", "ann@mail.acme.example"})
    void itIsSignedForTheDomainThatHoldsTheKey(String from) {
        Decision decision = editor.decide(acme.sending("offers", BOB), Company.mailFrom(from));

        String signature =
                ((Decision.Taken) decision)
                        .acceptance()
                        .copies()
                        .getFirst()
                        .edits()
                        .getFirst()
                        .replacement()
                        .latin1();
        assertThat(signature).startsWith("DKIM-Signature:").contains("d=acme.example;");
    }

    /**
     * Every golden message that is refused, in the name of this company, and what it may not be.
     */
    static List<String> refused() throws IOException, URISyntaxException {
        List<String> mails = new ArrayList<>();
        URL golden = Objects.requireNonNull(RefusedMailTest.class.getResource("/golden"));
        try (Stream<Path> cases = Files.list(Path.of(golden.toURI()))) {
            for (Path folder :
                    cases.filter(RefusedMailTest::isRefusedAsShipped).sorted().toList()) {
                mails.add(
                        Files.readString(folder.resolve("in.eml"), StandardCharsets.ISO_8859_1)
                                .replaceFirst("(?im)^(From:.*@)[^>\\s]+", "$1acme.example"));
            }
        }
        assertThat(mails).hasSizeGreaterThan(20);
        mails.add(Company.mailFrom("ann@elsewhere.example").latin1());
        mails.add(Company.mailFrom("ann@acme.example.org").latin1());
        mails.add(Company.mail("X-Octroi-Class: transactional").latin1());
        mails.add(Company.mail("X-Octroi-Source: bought").latin1());
        mails.add("Received: by x\r\n".repeat(101) + Company.mail().latin1());
        return mails;
    }

    private static boolean isRefusedAsShipped(Path folder) {
        try {
            String settings = Files.readString(folder.resolve("settings"));
            return Files.exists(folder.resolve("refusal")) && !settings.contains("REFUSE");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double signatures() {
        return meters.find("octroi.dkim.signatures").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
