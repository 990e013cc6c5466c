// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.editing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.message.MessageOutline;
import eu.octroi.gateway.message.MessageScanner;
import eu.octroi.gateway.message.PartSummary;
import eu.octroi.gateway.message.ScanResult;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Whatever the octets are, a message is refused, or it leaves with both clauses once in every view
 * of it: no exception, no hang, no loss. Run as tests over the kept seeds; with JAZZER_FUZZ=1 each
 * target searches for new inputs.
 */
final class EditingFuzzTest {
    private static final EditedCompany COMPANY = new EditedCompany();
    private static final Duration HANG = Duration.ofSeconds(10);
    private static final String HEAD =
            "From: lea@exemple.fr\r\nSubject: Offre\r\nMIME-Version: 1.0\r\n";

    /** Scanner and header parser: the message is the fuzzer's from its first octet. */
    @FuzzTest(maxDuration = "20s")
    void wholeMessages(byte[] octets) {
        check(octets);
    }

    /** Below a header that is in order, the fuzzer writes fields and body. */
    @FuzzTest(maxDuration = "20s")
    void fieldsAndParts(byte[] octets) {
        check(concat(HEAD, octets));
    }

    @FuzzTest(maxDuration = "20s")
    void quotedPrintableText(byte[] octets) {
        check(concat(HEAD + leaf("text/plain", "quoted-printable"), octets));
    }

    @FuzzTest(maxDuration = "20s")
    void base64Html(byte[] octets) {
        byte[] letters = Base64.getMimeEncoder().encode(octets);
        check(concat(HEAD + leaf("text/html", "base64"), letters));
    }

    /** The place in HTML where the clauses go. */
    @FuzzTest(maxDuration = "20s")
    void html(byte[] octets) {
        check(concat(HEAD + leaf("text/html", "8bit"), octets));
    }

    private static String leaf(String type, String encoding) {
        return "Content-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: %s\r\n\r\n"
                .formatted(type, encoding);
    }

    /** No exception, no hang; what is accepted has both clauses once in whatever is shown. */
    private static void check(byte[] octets) {
        long start = System.nanoTime();
        Optional<EditedMessage> copy = COMPANY.copy(Octets.of(octets));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(HANG);
        if (copy.isEmpty() || ShownTexts.saysClauses(Octets.of(octets).latin1())) {
            return;
        }
        boolean marked = parts(octets).stream().anyMatch(EditingFuzzTest::isMarked);
        assertThat(ShownTexts.views(parts(copy.get().toByteArray())))
                .isNotEmpty()
                .allMatch(view -> view.isComplete(marked));
    }

    private static List<PartSummary> parts(byte[] message) {
        return switch (MessageScanner.scan(Octets.of(message))) {
            case ScanResult.Scanned(var scanned) -> MessageOutline.of(scanned).parts();
            case ScanResult.Refused refused -> throw new AssertionError(refused.why());
        };
    }

    private static boolean isMarked(PartSummary part) {
        return part.text().orElse("").contains("{{octroi.");
    }

    private static byte[] concat(String head, byte[] tail) {
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + tail.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(tail, 0, all, start.length, tail.length);
        return all;
    }
}
