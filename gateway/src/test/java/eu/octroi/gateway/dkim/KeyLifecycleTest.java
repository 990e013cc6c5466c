// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.Checks.Strictness;
import eu.octroi.gateway.settings.SigningDomain;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** L-08: a key from its making to its end, over real files and a DNS that says what it is told. */
final class KeyLifecycleTest {
    private static final String MESSAGE = "From: a@exemple.fr\r\nSubject: x\r\n\r\nBonjour.\r\n";

    @TempDir private Path directory;
    private final Map<String, List<String>> zone = new HashMap<>();
    private Clock clock = Clock.fixed(SigningFixture.NOW, ZoneOffset.UTC);
    private DkimKeys keys;

    @BeforeEach
    void open() {
        keys = openWith("octroi");
    }

    @Test
    void aNewKeyWaitsBesideTheActiveOne() {
        KeyLine made = life().generate("exemple.fr", "octroi2", KeyAlgorithm.RSA).getFirst();

        assertThat(made.stage()).isEqualTo("waiting");
        assertThat(made.name()).isEqualTo("octroi2._domainkey.exemple.fr");
        assertThat(keys.forDomain("exemple.fr").orElseThrow().rsa().selector()).isEqualTo("octroi");
        assertThat(keys.dnsRecords()).hasSize(2);
    }

    @Test
    void anActivatedKeySignsTheNextCopyAndTheOneBeforeRests() {
        makeAndPublish("octroi2");

        life().activate("exemple.fr", "octroi2", Strictness.REQUIRE);

        assertThat(sign()).contains("s=octroi2;");
        assertThat(stages()).containsExactly("octroi resting", "octroi2 active");
        assertThat(openWith("octroi").forDomain("exemple.fr").orElseThrow().rsa().selector())
                .as("after a restart")
                .isEqualTo("octroi2");
    }

    @Test
    void mailSignedBeforeARotationVerifiesAfterIt() {
        String before = sign() + MESSAGE;
        makeAndPublish("octroi2");
        life().activate("exemple.fr", "octroi2", Strictness.REQUIRE);

        OwnSignature own = new OwnSignature(keys, clock);

        assertThat(own.standsOver(Octets.of(before), "exemple.fr")).isTrue();
        assertThat(own.standsOver(Octets.of(sign() + MESSAGE), "exemple.fr")).isTrue();
        assertThat(keys.dnsRecords())
                .extracting(DnsRecord::name)
                .contains("octroi._domainkey.exemple.fr");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # DNS says | checks.dns | outcome
                    right      | require    | active
                    right      | warn       | active
                    spaced     | require    | active
                    nothing    | require    | missing
                    nothing    | warn       | active
                    nothing    | off        | active
                    other      | require    | another
                    other      | warn       | another
                    other      | off        | active
                    two        | require    | another
                    revoked    | warn       | another
                    sha1       | warn       | another
                    no answer  | require    | unknown
                    no answer  | warn       | active
                    """)
    void whatDnsSaysDecides(String published, String strictness, String outcome) {
        KeyLine made = life().generate("exemple.fr", "octroi2", KeyAlgorithm.RSA).getFirst();
        String right = made.value();
        List<String> texts =
                switch (published) {
                    case "right" -> List.of(right);
                    case "spaced" -> List.of(right.replace("; ", ";\t").replace("MII", "M II"));
                    case "nothing" -> List.of();
                    case "other" -> List.of(keys.dnsRecords().getFirst().value());
                    case "two" -> List.of(right, right);
                    case "revoked" -> List.of("v=DKIM1; k=rsa; p=");
                    case "sha1" -> List.of(right + "; h=sha1");
                    default -> List.of("no answer");
                };
        zone.put(made.name(), texts);
        Strictness strict = Strictness.valueOf(strictness.toUpperCase(Locale.ROOT));

        if (outcome.equals("active")) {
            assertThat(life().activate("exemple.fr", "octroi2", strict))
                    .allMatch(line -> line.stage().equals("active"));
        } else {
            assertThatThrownBy(() -> life().activate("exemple.fr", "octroi2", strict))
                    .isInstanceOf(DkimException.class)
                    .hasMessageContaining(outcome);
            assertThat(stages()).containsExactly("octroi active", "octroi2 waiting");
        }
    }

    @Test
    void aKeyRestsAWeekBeforeItGoes() {
        makeAndPublish("octroi2");
        life().activate("exemple.fr", "octroi2", Strictness.REQUIRE);

        assertThatThrownBy(() -> life().retire("exemple.fr", "octroi"))
                .hasMessageContaining("must rest until 2026-11-29T10:00:00Z");
        clock = Clock.offset(clock, KeyLifecycle.GRACE);
        life().retire("exemple.fr", "octroi");

        assertThat(stages()).containsExactly("octroi2 active", "octroi retired");
        assertThat(directory.resolve("exemple.fr.octroi.pem")).doesNotExist();
        assertThat(keys.dnsRecords()).hasSize(1);
    }

    @Test
    void aRevokedKeyIsPublishedAsSuch() {
        makeAndPublish("octroi2");
        life().activate("exemple.fr", "octroi2", Strictness.REQUIRE);

        assertThatThrownBy(() -> life().revoke("exemple.fr", "octroi", false))
                .hasMessageContaining("must rest");
        KeyLine revoked = life().revoke("exemple.fr", "octroi", true).getFirst();

        assertThat(revoked.value()).isEqualTo("v=DKIM1; k=rsa; p=");
        assertThat(keys.dnsRecords()).extracting(DnsRecord::value).contains("v=DKIM1; k=rsa; p=");
        assertThat(directory.resolve("exemple.fr.octroi.pem")).doesNotExist();
    }

    @Test
    void theActiveKeyIsNeverEnded() {
        assertThatThrownBy(() -> life().retire("exemple.fr", "octroi"))
                .hasMessageContaining("activate another one first");
        assertThatThrownBy(() -> life().revoke("exemple.fr", "octroi", true))
                .hasMessageContaining("activate another one first");
    }

    @Test
    void whatCannotBeMadeIsRefused() {
        assertThatThrownBy(() -> life().generate("autre.fr", "a", KeyAlgorithm.RSA))
                .hasMessageContaining("no rsa key for autre.fr");
        assertThatThrownBy(() -> life().generate("exemple.fr", "a", KeyAlgorithm.ED25519))
                .hasMessageContaining("no ed25519 key");
        assertThatThrownBy(() -> life().generate("exemple.fr", "octroi", KeyAlgorithm.RSA))
                .hasMessageContaining("used once");
        assertThatThrownBy(() -> life().generate("exemple.fr", "../x", KeyAlgorithm.RSA))
                .hasMessageContaining("a-z, 0-9");
    }

    @Test
    void aSelectorChangedInTheConfigurationWins() {
        makeAndPublish("octroi2");
        life().activate("exemple.fr", "octroi2", Strictness.REQUIRE);

        keys = openWith("octroi3");

        assertThat(stages())
                .containsExactlyInAnyOrder("octroi resting", "octroi2 resting", "octroi3 active");
    }

    @Test
    void whatIsPublishedIsCompared() {
        makeAndPublish("octroi2");
        zone.put("octroi._domainkey.exemple.fr", List.of("v=DKIM1; p=AAAA"));

        assertThat(life().check(Strictness.WARN))
                .extracting(line -> line.selector() + " " + line.published())
                .containsExactly("octroi differs", "octroi2 matches");
        assertThat(life().check(Strictness.OFF)).allMatch(l -> l.published().equals("not checked"));
    }

    private void makeAndPublish(String selector) {
        clock = Clock.offset(clock, Duration.ZERO);
        KeyLine made = life().generate("exemple.fr", selector, KeyAlgorithm.RSA).getFirst();
        zone.put(made.name(), List.of(made.value()));
    }

    private List<String> stages() {
        return keys.entries().stream().map(e -> e.selector() + " " + e.stage().word()).toList();
    }

    private String sign() {
        EditedMessage message = new EditedMessage(Octets.of(MESSAGE), List.of());
        return SigningFixture.signer(RsaProvider.jdk())
                .sign(keys.forDomain("exemple.fr").orElseThrow(), message)
                .latin1();
    }

    private KeyLifecycle life() {
        return new KeyLifecycle(keys, this::texts, clock);
    }

    private List<String> texts(String name) throws IOException {
        List<String> texts = zone.getOrDefault(name, List.of());
        if (texts.equals(List.of("no answer"))) {
            throw new IOException("no answer");
        }
        return texts;
    }

    private DkimKeys openWith(String selector) {
        return DkimKeys.open(
                SigningFixture.sending("exemple.fr", new SigningDomain(selector, Optional.empty())),
                directory,
                new SecureRandom(),
                clock);
    }
}
