// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.Octets;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

final class QuotedPrintableTextTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    abc,              abc
                    a=3Db,            a=b
                    a=3db=,           a=b
                    a=~b,             ab
                    a= ~b,            ab
                    a  ~b,            a~b
                    a=20 ~b,          'a ~b'
                    a=~  ~b,          a~b
                    'a  ',            a
                    'a=20',           'a '
                    =~=~a,            a
                    ~~,               ~~
                    =,                ''
                    'a=  ',           a
                    'a =  ',          'a '
                    """)
    void itIsDecoded(String encoded, String decoded) {
        QuotedPrintableText text = decode(encoded.replace("~", "\r\n"));

        assertThat(new String(text.octets(), StandardCharsets.ISO_8859_1))
                .isEqualTo(decoded.replace("~", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=4", "a=4\r\nb", "a=G1", "a=\nb", "a=1G", "= x", "==3D"})
    void anEqualsSignThatBeginsNoEscapeIsRefused(String encoded) {
        assertThatThrownBy(() -> decode(encoded)).hasMessageContaining("broken escape");
    }

    @Property(tries = 2_000)
    void anotherDecoderReadsTheSame(@ForAll("encoded") String encoded) throws IOException {
        byte[] octets = encoded.getBytes(StandardCharsets.ISO_8859_1);

        byte[] decoded = decode(encoded).octets();

        try (QuotedPrintableInputStream other =
                new QuotedPrintableInputStream(
                        new ByteArrayInputStream(octets), DecodeMonitor.SILENT)) {
            assertThat(decoded).isEqualTo(other.readAllBytes());
        }
    }

    @Property(tries = 500)
    void beforeThePlaceOfAnOctetStandsWhatIsDecodedBeforeIt(
            @ForAll("encoded") String whole, @ForAll boolean broken) {
        // A soft break whose line end went to the delimiter.
        String encoded = broken ? whole + "= \t" : whole;
        String before = "Before\r\n\r\n";
        QuotedPrintableText text = decode(before, encoded);
        byte[] decoded = text.octets();

        int step = Math.max(1, decoded.length / 50);
        for (int at = 0; at < decoded.length; at += step) {
            int offset = text.offsetOf(at) - before.length();

            // A letter behind it keeps blanks that stand for themselves from being the line's last.
            byte[] first = decode(encoded.substring(0, offset) + "x").octets();
            assertThat(first).hasSize(at + 1);
            assertThat(Arrays.copyOf(first, at)).isEqualTo(Arrays.copyOf(decoded, at));
            assertThat(isFirstPlace(encoded, offset, at)).isTrue();
        }
        assertThat(text.offsetOf(decoded.length)).isEqualTo(before.length() + encoded.length());
    }

    /** One octet earlier stands an escape broken off, or less is decoded. */
    private static boolean isFirstPlace(String encoded, int offset, int at) {
        if (offset == 0) {
            return true;
        }
        String shorter = encoded.substring(0, offset - 1);
        boolean breaksEscape = shorter.endsWith("=") || shorter.matches("(?s).*=[0-9A-Fa-f]");
        return breaksEscape || decode(shorter).octets().length < at;
    }

    @Provide
    Arbitrary<String> encoded() {
        Arbitrary<String> pieces =
                Arbitraries.of(
                        "a",
                        "longer text",
                        " ",
                        "  ",
                        "\t",
                        "=20",
                        "=3D",
                        "=C3=A9",
                        "=\r\n",
                        "= \t\r\n",
                        "\r\n",
                        "\r\n\r\n",
                        "=0D=0A",
                        ".",
                        "x".repeat(5_000));
        return pieces.list().ofMaxSize(60).map(parts -> String.join("", parts));
    }

    private static QuotedPrintableText decode(String encoded) {
        return decode("", encoded);
    }

    private static QuotedPrintableText decode(String before, String encoded) {
        Octets message = Octets.of(before + encoded);
        Part.Body body = new Part.Body(before.length(), message.length(), false, false, 76);
        return QuotedPrintableText.decode(message, body);
    }
}
