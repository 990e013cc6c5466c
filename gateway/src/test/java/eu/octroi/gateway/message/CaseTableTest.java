// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** What the case table of mail formats is accepted by, line by line, on golden and foreign mail. */
final class CaseTableTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    /** I-13: the inner octets are unchanged, the clauses stand in a new part. */
    @Test
    void aUuencodedRootStaysAsItIs() {
        assertWhole("uuencode-root", "text/plain");
    }

    /** I-18: outside base64 the clauses would bring NUL and bare line ends. */
    @ParameterizedTest
    @ValueSource(strings = {"utf-16", "utf-16le", "utf-16be", "utf-32"})
    void wideTextThatIsNotEncodedIsRefused(String charset) {
        Octets message = wide(charset, "7bit", "PABoAHQA");

        assertThat(Fixture.verdict(message)).contains("UTF-16 or UTF-32 outside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "html"})
    void wideTextInQuotedPrintableGetsItsClausesEncoded(String type) {
        String body = "=FF=FEa=00=0D=00=0A=00b=00=0D=00=0A=00";
        String text = wide("utf-16", "quoted-printable", body).latin1();
        Octets message = Octets.of(text.replace("text/plain", "text/" + type));

        assertThat(Fixture.verdict(message)).isEqualTo("edited");
        Rewrites.assertSound(message, Fixture.FRENCH);
    }

    private static Octets wide(String charset, String encoding, String body) {
        return Fixture.message(
                "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n"
                        + "Content-Type: text/plain; charset=%s\n".formatted(charset)
                        + "Content-Transfer-Encoding: %s\n\n%s\n".formatted(encoding, body));
    }

    /** I-31: what was signed is there octet by octet; the interop run asks openssl and gpg. */
    @ParameterizedTest
    @ValueSource(
            strings = {"signed-smime", "signed-pgp-mime", "signed-8bit", "signed-inside-mixed"})
    void signedMailStandsWholeInTheWrapper(String name) {
        assertWhole(name, "signed");
    }

    /** I-33: nothing between BEGIN and END changes once decoded. */
    @ParameterizedTest
    @ValueSource(strings = {"signed-inline-pgp", "signed-inline-pgp-8bit"})
    void clausesComeAfterTheEndOfInlinePgp(String name) {
        Octets message = read(name);

        String before = text(message.toByteArray());
        String after = text(Rewrites.assertSound(message, Fixture.FRENCH));

        assertThat(after).startsWith(before);
        assertThat(after.lastIndexOf("-----END PGP ")).isLessThan(before.length());
    }

    /** I-34: forwarded mail and digests are wrapped. */
    @ParameterizedTest
    @ValueSource(strings = {"base64encoded-rfc822message", "multipartdigestnestedemptyparts"})
    void mailInsideMailIsNeverEdited(String file) {
        Path found =
                Corpus.mime().stream()
                        .filter(f -> f.getFileName().toString().equals(file + ".msg"))
                        .findFirst()
                        .orElseThrow();
        Octets message = Corpus.completed(Corpus.read(found));

        assertThat(Fixture.verdict(message)).startsWith("wrapped beside=m");
        Rewrites.assertSound(message, Fixture.FRENCH);
    }

    /** I-37: without MIME fields, on mail of MIME-tools; its false Re: is another question. */
    @ParameterizedTest
    @ValueSource(strings = {"not-mime", "simple"})
    void mailWithoutMimeFieldsIsEdited(String file) {
        String text = Corpus.completed(Corpus.read(mimeTools(file))).latin1();
        Octets message = Octets.of(text.replaceFirst("(?m)^Subject: Re: ?", "Subject: "));

        assertThat(Fixture.verdict(message)).startsWith("edited");
        Rewrites.assertSound(message, Fixture.FRENCH);
    }

    /** I-34: the forwarded mail beside the text, and the digest, keep every octet. */
    @ParameterizedTest
    @CsvSource({"mp-msg-rfc822, edited", "multi-digest, wrapped beside=multipart/digest"})
    void forwardedMailOfMimeToolsIsNeverEditedInside(String file, String verdict) {
        Octets message = Corpus.completed(Corpus.read(mimeTools(file)));

        assertThat(Fixture.verdict(message)).startsWith(verdict);
    }

    private static Path mimeTools(String file) {
        return Corpus.mimeTools().stream()
                .filter(f -> f.getFileName().toString().equals(file + ".msg"))
                .findFirst()
                .orElseThrow();
    }

    /** I-34: pieces of a message and bodies elsewhere are refused. */
    @ParameterizedTest
    @ValueSource(strings = {"partial", "external-body"})
    void whatStandsForOtherMailIsRefused(String name) {
        assertThat(Fixture.verdict(read(name))).contains("which stands for other mail");
    }

    /** I-40: the root is chosen by Content-ID, not by order. */
    @Test
    void onlyTheRootOfARelatedMessageIsEdited() {
        Octets message = read("related-start");

        List<ForeignPart> before = Rewrites.mime4j(message.toByteArray());
        List<ForeignPart> after = Rewrites.mime4j(Rewrites.assertSound(message, Fixture.FRENCH));

        assertThat(after.getFirst().content()).isEqualTo(before.getFirst().content());
        assertThat(after.get(1).content()).isNotEqualTo(before.get(1).content());
    }

    /** I-41: 25 MB in one line; linear, and with no copy for each line. */
    @ParameterizedTest
    @ValueSource(strings = {"7bit", "base64"})
    void aSingleLineOf25MegabytesIsEdited(String encoding) {
        byte[] line = "Bonjour. ".repeat(25_000_000 / 9).getBytes(StandardCharsets.US_ASCII);
        byte[] body = encoding.equals("base64") ? Base64.getEncoder().encode(line) : line;
        String head =
                "From: a@exemple.fr\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain;"
                        + " charset=utf-8\r\nContent-Transfer-Encoding: "
                        + encoding
                        + "\r\n\r\n";
        Octets message = Octets.of(head + new String(body, StandardCharsets.ISO_8859_1));

        byte[] output = Fixture.rewritten(message, Fixture.FRENCH);

        assertThat(output.length).isBetween(body.length, body.length * 11 / 10);
    }

    /** I-43: what Outlook shows is in winmail.dat. */
    @Test
    void outlookRichTextIsWrapped() {
        assertWhole("gen-outlook-rich-text", "tnef pixels-unread=winmail.dat");
    }

    private static void assertWhole(String name, String beside) {
        Octets message = read(name);

        byte[] output = Rewrites.assertSound(message, Fixture.FRENCH);

        assertThat(Fixture.verdict(message)).isEqualTo("wrapped beside=" + beside);
        String body = message.latin1().substring(message.latin1().indexOf("\r\n\r\n"));
        assertThat(new String(output, StandardCharsets.ISO_8859_1)).contains(body);
    }

    private static String text(byte[] message) {
        return Rewrites.mime4j(message).getFirst().text();
    }

    private static Octets read(String name) {
        return Octets.of(Corpus.read(GOLDEN.resolve(name).resolve("in.eml")));
    }
}
