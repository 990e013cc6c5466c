// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.settings.SigningDomain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

final class DkimKeysTest {
    private static final SigningDomain GENERATED = new SigningDomain("octroi", Optional.empty());

    @TempDir Path directory;

    @Test
    void aMissingKeyIsMadeForItsOwnerAlone() throws IOException {
        Path folder = directory.resolve("keys/dkim");

        DkimKey key = open("exemple.fr", GENERATED).forDomain("exemple.fr").orElseThrow().rsa();

        Path file = folder.resolve("exemple.fr.octroi.pem");
        assertThat(key.bits()).isEqualTo(2048);
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aGeneratedKeyStaysTheSame() {
        DkimKeys first = open("exemple.fr", GENERATED);

        DkimKeys second = open("exemple.fr", GENERATED);

        assertThat(second.dnsRecords()).isEqualTo(first.dnsRecords());
    }

    @Test
    void bothPemFormsAreRead() throws IOException {
        PrivateKey key = SigningFixture.rsa(2048).getPrivate();
        Path pkcs8 = write("pkcs8.pem", PemKey.write(key));
        Path pkcs1 = write("pkcs1.pem", pkcs1(key));

        assertThat(PemKey.read(pkcs8).getPrivate()).isEqualTo(key);
        assertThat(PemKey.read(pkcs1).getPrivate()).isEqualTo(key);
    }

    @Test
    void aKeyUnderTheMinimumIsRefused() throws IOException {
        Path weak = write("weak.pem", PemKey.write(SigningFixture.rsa(1016).getPrivate()));

        assertThatThrownBy(() -> open("exemple.fr", SigningFixture.keyIn(weak)))
                .isInstanceOf(DkimException.class)
                .hasMessageContaining("exemple.fr has 1016 bits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # PEM label        | why
                    CERTIFICATE        | holds no PEM
                    PRIVATE KEY        | no valid RSA
                    RSA PRIVATE KEY    | no valid RSA
                    EC PRIVATE KEY     | holds a EC
                    """)
    void anUnusableKeyFileIsNamed(String label, String why) throws IOException {
        Path file = write("bad.pem", "-----BEGIN %1$s-----AAAA-----END %1$s-----".formatted(label));

        assertThatThrownBy(() -> open("exemple.fr", SigningFixture.keyIn(file)))
                .isInstanceOf(DkimException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }

    @Test
    void aMissingKeyFileIsNamed() {
        Path absent = directory.resolve("absent.pem");

        assertThatThrownBy(() -> open("exemple.fr", SigningFixture.keyIn(absent)))
                .isInstanceOf(DkimException.class)
                .hasMessageContaining(absent.toString());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    exemple.fr,       exemple.fr
                    EXEMPLE.fr,       exemple.fr
                    news.exemple.fr,  exemple.fr
                    a.b.exemple.fr,   exemple.fr
                    autreexemple.fr,  -
                    fr,               -
                    exemple.com,      -
                    """)
    void aDomainSignsForItselfAndWhatIsBelow(String from, String expected) {
        DkimKeys keys = open("exemple.fr", GENERATED);

        assertThat(keys.forDomain(from).map(DomainKeys::domain))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void anInternationalDomainSignsInItsAsciiForm() {
        DkimKeys keys = open("société.fr", GENERATED);

        assertThat(keys.forDomain("société.fr").map(DomainKeys::domain))
                .contains("xn--socit-esab.fr");
        assertThat(keys.forDomain("xn--socit-esab.fr")).isPresent();
    }

    @Test
    void theRecordToPublishCarriesThePublicKey() {
        DnsRecord record = open("exemple.fr", GENERATED).dnsRecords().getFirst();

        assertThat(record.name()).isEqualTo("octroi._domainkey.exemple.fr");
        assertThat(record.value()).matches("v=DKIM1; k=rsa; p=MIIBIjAN[A-Za-z0-9+/]+=*");
    }

    @Test
    void aKeyIsNeverPrinted() {
        DkimKey key = open("exemple.fr", GENERATED).forDomain("exemple.fr").orElseThrow().rsa();

        assertThat(key).hasToString("octroi._domainkey.exemple.fr");
    }

    private DkimKeys open(String domain, SigningDomain how) {
        return DkimKeys.open(
                SigningFixture.sending(domain, how),
                directory.resolve("keys/dkim"),
                new SecureRandom(),
                Clock.fixed(SigningFixture.NOW, ZoneOffset.UTC));
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** What follows version, algorithm and octet string tag in PKCS#8 is the PKCS#1 form. */
    private static String pkcs1(PrivateKey key) {
        byte[] pkcs8 = key.getEncoded();
        byte[] inner = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        return "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(inner)
                + "\n-----END RSA PRIVATE KEY-----\n";
    }
}
