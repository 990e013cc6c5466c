// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.server.TestCertificate;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class PemFilesTest {
    /** What PKCS#8 puts before a 2,048-bit RSA key in PKCS#1 form. */
    private static final int PKCS8_ENVELOPE = 26;

    @TempDir private static Path directory;

    @BeforeAll
    static void writeFiles() throws Exception {
        byte[] rsa = pkcs8("RSA", 2048);
        TestCertificate.in(directory, "mail");
        write("rsa", "PRIVATE KEY", rsa);
        write("pkcs1", "RSA PRIVATE KEY", Arrays.copyOfRange(rsa, PKCS8_ENVELOPE, rsa.length));
        write("short", "PRIVATE KEY", pkcs8("RSA", 768));
        write("ec", "PRIVATE KEY", pkcs8("EC", 256));
        write("sec1", "EC PRIVATE KEY", new byte[40]);
        write("locked", "ENCRYPTED PRIVATE KEY", rsa);
    }

    @BeforeEach
    void writeConfiguration() throws IOException {
        Files.writeString(directory.resolve("octroi.yaml"), MinimalFile.YAML);
    }

    @Test
    void aKeyThatBelongsToItsCertificateIsRight() {
        assertThat(problems(tls("mail.crt", "mail.key"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    # certificate | key      | told
                    mail.crt      | ec.pem   | tls.key: "DIR/ec.pem" must be the key of tls.cert
                    mail.crt      | rsa.pem  | tls.key: "DIR/rsa.pem" must be the key of tls.cert
                    mail.crt      | pkcs1.pem | tls.key: "DIR/pkcs1.pem" must be the key of tls.cert
                    mail.crt      | sec1.pem | openssl pkcs8 -topk8 -nocrypt -in sec1.pem -out NEW
                    mail.crt      | locked.pem | openssl pkcs8 -topk8 -nocrypt -in locked.pem
                    mail.crt      | mail.crt | hold an unencrypted RSA or EC private key, in PEM
                    mail.key      | mail.key | tls.certificate: "DIR/mail.key" must hold a PEM cert
                    """)
    void whatTlsCannotUseIsToldBeforeTheStart(String certificate, String key, String told) {
        List<String> problems = problems(tls(certificate, key));

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst())
                .startsWith("--set: tls.")
                .contains(told.replace("DIR", directory.toString()));
    }

    @ParameterizedTest
    @CsvSource({"rsa,true", "pkcs1,true", "ec,false", "short,false"})
    void aDkimKeyIsRsaAndLongEnough(String key, boolean right) throws IOException {
        Files.writeString(
                directory.resolve("octroi.yaml"),
                MinimalFile.YAML.replace("selector: s", "selector: s, key: " + key + ".pem"));

        List<String> problems = problems(Map.of());

        assertThat(problems.isEmpty()).isEqualTo(right);
        assertThat(problems)
                .allMatch(p -> p.contains("octroi.yaml:8:45: controllers.c.domains.c.example.key:"))
                .allMatch(p -> p.endsWith("must be an RSA key of at least 1024 bits"));
    }

    @Test
    void aPasswordHashIsNotAPassword() {
        assertThat(problems(Map.of("credentials.u.password-hash", "hunter2")))
                .containsExactly(
                        "--set: credentials.u.password-hash:"
                                + " must be what octroi credential hash prints");
    }

    private static byte[] pkcs8(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPrivate().getEncoded();
    }

    private static void write(String name, String label, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder().encodeToString(der);
        Files.writeString(
                directory.resolve(name + ".pem"),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label));
    }

    private static Map<String, String> tls(String certificate, String key) {
        return Map.of("tls.certificate", certificate, "tls.key", key);
    }

    private static List<String> problems(Map<String, String> overrides) {
        Path file = directory.resolve("octroi.yaml");
        return ReadSettings.problems(SettingsFile.read(file, overrides, Optional.empty())).stream()
                .map(Problem::toString)
                .toList();
    }
}
