// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * L-02: signatures made by others, with the keys they published: RFC 6376 appendix A, RFC 8463
 * appendix A, and a message that a third program signed.
 */
final class DkimCorpusTest {
    /** Appendix A.3. */
    private static final String RFC_6376_KEY =
            "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQ"
                    + "KBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYt"
                    + "IxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v"
                    + "/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhi"
                    + "tdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB";

    /** Appendix A.2. */
    private static final String RFC_6376_MESSAGE =
            """
            DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;
                  c=simple/simple; q=dns/txt; i=joe@football.example.com;
                  h=Received : From : To : Subject : Date : Message-ID;
                  bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
                  b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB
                  4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut
                  KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV
                  4bmp/YzhwvcubU4=;
            Received: from client1.football.example.com  [192.0.2.1]
                  by submitserver.example.com with SUBMISSION;
                  Fri, 11 Jul 2003 21:01:54 -0700 (PDT)
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game. Are you hungry yet?

            Joe.
            """
                    .replace("\n", "\r\n");

    @Test
    void theMessageOfRfc6376AppendixAVerifies() throws Exception {
        DkimVerifier verifier = verifier(RFC_6376_MESSAGE);

        assertThat(verifies(verifier, 0, "rsa", RFC_6376_KEY)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ready,Ready", "game. Are,game.  Are", "Hi.,Hi"})
    void theMessageOfRfc6376ChangedDoesNotVerify(String part, String other) throws Exception {
        DkimVerifier verifier = verifier(RFC_6376_MESSAGE.replace(part, other));

        assertThat(verifies(verifier, 0, "rsa", RFC_6376_KEY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "01-rfc8463,      0, brisbane, ed25519",
        "01-rfc8463,      1, test,     rsa",
        "08-our_signature, 0, selector, ed25519",
        "08-our_signature, 1, brisbane, ed25519",
        "08-our_signature, 2, test,     rsa"
    })
    void signaturesOfRfc8463AppendixAVerify(
            String file, int index, String selector, String algorithm) throws Exception {
        DkimVerifier verifier = verifier(message(file));

        assertThat(verifier.claims().get(index).selector()).isEqualTo(selector);
        assertThat(verifies(verifier, index, algorithm, key(file, selector))).isTrue();
    }

    @Test
    void aSignatureDoesNotVerifyWithAnothersKey() throws Exception {
        DkimVerifier verifier = verifier(message("08-our_signature"));

        String other = key("08-our_signature", "brisbane");

        assertThat(verifies(verifier, 0, "ed25519", other)).isFalse();
        assertThat(verifies(verifier, 0, "rsa", RFC_6376_KEY)).isFalse();
    }

    @Test
    void aSignatureOverAPartOfTheBodyIsNone() throws Exception {
        String partial = RFC_6376_MESSAGE.replace("q=dns/txt;", "q=dns/txt; l=10;");

        assertThat(verifies(verifier(partial), 0, "rsa", RFC_6376_KEY)).isFalse();
    }

    @Test
    void theBodyHashIsTheirs() throws IOException {
        MessageHead head = MessageHead.of(List.of(Octets.of(message("01-rfc8463"))));

        String hash = Base64.getEncoder().encodeToString(DkimSigner.bodyHash(head));

        assertThat(hash).isEqualTo("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
    }

    @Test
    void aMessageSignedByOthersGetsOurSignatureToo() throws IOException {
        SigningFixture fixture = SigningFixture.make();
        String message = message("01-rfc8463");
        String bare = message.substring(message.indexOf("From:"));

        assertThat(fixture.verifies(fixture.sign(message) + bare)).isTrue();
    }

    private static DkimVerifier verifier(String message) {
        return new DkimVerifier(MessageHead.of(List.of(Octets.of(message))));
    }

    private static boolean verifies(
            DkimVerifier verifier, int index, String algorithm, String published) throws Exception {
        KeyAlgorithm known = KeyAlgorithm.ofWord(algorithm).orElseThrow();
        byte[] octets = Base64.getDecoder().decode(published);
        PublicKey key =
                switch (known) {
                    case RSA ->
                            KeyFactory.getInstance("RSA")
                                    .generatePublic(new X509EncodedKeySpec(octets));
                    case ED25519 -> ed25519(octets);
                };
        return verifier.verifies(verifier.claims().get(index), known, key);
    }

    /** RFC 8032 section 5.1.2: little-endian, the sign of x in the last bit. */
    private static PublicKey ed25519(byte[] octets) throws Exception {
        byte[] y = new byte[octets.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = octets[octets.length - 1 - i];
        }
        boolean isOdd = y[0] < 0;
        y[0] &= 0x7F;
        EdECPoint point = new EdECPoint(isOdd, new BigInteger(1, y));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    private static String key(String file, String selector) throws IOException {
        String records = read(file + ".dns").replaceAll("\\\\\n\\s*", "");
        Matcher key = Pattern.compile(selector + "\\._domainkey[^\n]*p=(\\S+)").matcher(records);
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    private static String message(String file) throws IOException {
        return read(file + ".msg").replaceAll("\r?\n", "\r\n");
    }

    private static String read(String file) throws IOException {
        return Files.readString(corpus().resolve("dkim").resolve(file), StandardCharsets.UTF_8);
    }

    private static Path corpus() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = at.resolveSibling("shared").resolve("corpus");
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        throw new AssertionError("these tests need ../shared/corpus beside the project");
    }
}
