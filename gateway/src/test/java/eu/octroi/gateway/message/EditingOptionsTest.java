// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.Editing;
import eu.octroi.gateway.settings.Editing.Alternative;
import eu.octroi.gateway.settings.Editing.Opaque;
import eu.octroi.gateway.settings.Editing.ToolDkim;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a stream may choose otherwise than as shipped (I-27, I-31, I-32, I-36, L-07). */
final class EditingOptionsTest {
    private static final String HEAD = "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n";
    private static final Editing OTHER = editing(ToolDkim.KEEP);

    @ParameterizedTest
    @CsvFileSource(resources = "/message/other-editing.csv", delimiter = '|', quoteCharacter = '`')
    void whatCannotBeEditedIsWrappedOrRefusedAsTheStreamSays(String rest, String verdict) {
        Octets message = Fixture.message(HEAD + rest.replace("\\n", "\n"));

        String found = Fixture.verdict(message, OTHER);

        assertThat(found).startsWith(verdict);
        assertThat(found).isNotEqualTo(Fixture.verdict(message));
        if (verdict.startsWith("wrapped")) {
            Rewrites.assertSound(message, Fixture.FRENCH, OTHER);
        }
    }

    /** L-07; a signature that is quoted or stands in a forwarded part is nobody's field. */
    @ParameterizedTest
    @CsvSource({"KEEP, 2", "REMOVE, 0"})
    void theToolsOwnSignaturesStayOrGo(ToolDkim toolDkim, int left) {
        Octets message =
                Fixture.message(
                        "DKIM-Signature: v=1; d=tool.example;\n b=AAAA\n"
                                + HEAD
                                + "dkim-signature: v=1; d=other.example; b=BBBB\n\n"
                                + "DKIM-Signature: quoted\n");

        byte[] output = Rewrites.assertSound(message, Fixture.FRENCH, editing(toolDkim));

        String text = new String(output, StandardCharsets.US_ASCII);
        String header = text.substring(0, text.indexOf("\r\n\r\n"));
        assertThat(header.toLowerCase(Locale.ROOT).split("dkim-signature:", -1)).hasSize(left + 1);
        assertThat(header.contains("\r\n b=AAAA")).isEqualTo(left > 0);
        assertThat(text).contains("\r\nDKIM-Signature: quoted\r\n");
    }

    @Test
    void mailWithoutClausesKeepsTheToolsSignatureWhateverTheStreamSays() {
        Octets message = Fixture.message("DKIM-Signature: v=1; b=AAAA\n" + HEAD + "\nx\n");

        PlanResult result =
                new MimeRewriter("passerelle.exemple.fr")
                        .planWithoutClauses(
                                Fixture.scanned(message), Fixture.TOP, MimeRewriter.Form.AS_IS);

        RewritePlan plan = ((PlanResult.Planned) result).plan();
        assertThat(Octets.of(Fixture.edited(message, plan).toByteArray()).latin1())
                .contains("DKIM-Signature: v=1; b=AAAA\r\n");
    }

    private static Editing editing(ToolDkim toolDkim) {
        Editing shipped = Editing.DEFAULT;
        return new Editing(
                Opaque.REFUSE,
                Opaque.WRAP,
                Opaque.WRAP,
                Alternative.REFUSE,
                shipped.pixels(),
                toolDkim,
                shipped.footer());
    }
}
