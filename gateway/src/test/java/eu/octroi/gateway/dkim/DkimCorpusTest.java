// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our canonical forms against a signature made by others: the message of RFC 8463 appendix A. */
final class DkimCorpusTest {
    private static String message = "";
    private static String records = "";

    @BeforeAll
    static void read() throws IOException {
        Path folder = corpus().resolve("dkim");
        message = Files.readString(folder.resolve("01-rfc8463.msg")).replaceAll("\r?\n", "\r\n");
        records = Files.readString(folder.resolve("01-rfc8463.dns"));
    }

    @Test
    void theBodyHashIsTheirs() {
        MessageHead head = MessageHead.of(List.of(Octets.of(message)));

        String hash = Base64.getEncoder().encodeToString(DkimSigner.bodyHash(head));

        assertThat(hash).isEqualTo("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
    }

    @Test
    void theirRsaSignatureVerifiesOverOurCanonicalFields() throws Exception {
        MessageHead head = MessageHead.of(List.of(Octets.of(message)));
        MessageHead.Field own = head.fields().get(1);
        ByteBuffer canonical = ByteBuffer.allocate(8192);
        for (String name : List.of("from", "to", "subject", "date", "message-id")) {
            head.fields().stream()
                    .filter(f -> f.name().equals(name))
                    .forEach(f -> put(canonical, head, f).put(new byte[] {'\r', '\n'}));
        }
        ByteBuffer field = put(ByteBuffer.allocate(2048), head, own);
        String text = StandardCharsets.ISO_8859_1.decode(field.flip()).toString();
        Matcher value = Pattern.compile(" b=([^;]*)$").matcher(text);
        assertThat(value.find()).isTrue();
        canonical.put(text.substring(0, value.start(1)).getBytes(StandardCharsets.ISO_8859_1));

        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(publicKey());
        signature.update(canonical.flip());

        assertThat(signature.verify(Base64.getDecoder().decode(value.group(1).replace(" ", ""))))
                .isTrue();
    }

    @Test
    void aMessageSignedByOthersGetsOurSignatureToo() {
        SigningFixture fixture = SigningFixture.make();
        String bare = message.substring(message.indexOf("From:"));

        assertThat(fixture.verifies(fixture.sign(message) + bare)).isTrue();
    }

    private static ByteBuffer put(ByteBuffer out, MessageHead head, MessageHead.Field field) {
        MessageHead.putRelaxed(out, field.name(), head.octets(), field.valueStart(), field.end());
        return out;
    }

    private static PublicKey publicKey() throws Exception {
        Matcher key = Pattern.compile("k=rsa; \\\\\n\\s*p=(\\S+)").matcher(records);
        assertThat(key.find()).isTrue();
        byte[] encoded = Base64.getDecoder().decode(key.group(1));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
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
