// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;

/** H-27: a field that may stand once and stands twice, of which programs take different ones. */
final class OnceOnlyFieldsTest {
    private static final String BODY = "\nBonjour.\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From|a@exemple.fr",
                "Sender|a@exemple.fr",
                "Reply-To|a@exemple.fr",
                "To|b@client.example",
                "Cc|c@client.example",
                "Bcc|d@client.example",
                "Subject|Offre",
                "Date|Mon, 05 Oct 2026 09:00:00 +0200",
                "Message-ID|<1@exemple.fr>",
                "In-Reply-To|<0@exemple.fr>",
                "References|<0@exemple.fr>",
                "MIME-Version|1.0",
                "Content-Type|text/plain; charset=utf-8",
                "Content-Transfer-Encoding|7bit",
                "Content-Disposition|inline",
                "Content-ID|<2@exemple.fr>",
                "Content-Description|offre",
                "Content-Language|fr",
                "Content-Location|http://exemple.fr/",
                "Content-MD5|AAAAAAAAAAAAAAAAAAAAAA==",
                "Content-Unheard-Of|x"
            })
    void standsOnceOrTheMessageIsRefused(String name, String value) {
        String field = name + ": " + value + "\n";
        String head = required(name) + field + "X-Between: x\n";
        String again = name.toUpperCase(Locale.ROOT) + ": " + value + "\n";

        assertThat(Fixture.verdict(Fixture.message(head + BODY))).isEqualTo("edited");
        assertThat(Fixture.verdict(Fixture.message(head + again + BODY)))
                .isEqualTo("structure: the field " + lower(name) + " stands twice");
    }

    /** Only Content-* means anything in the header of a part, RFC 2045 section 9. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain",
                "Content-Transfer-Encoding: 7bit",
                "Content-Disposition: inline",
                "Content-ID: <2@exemple.fr>",
                "Content-Description: offre",
                "Content-Unheard-Of: x"
            })
    void alsoInAPart(String field) {
        String head =
                """
                From: a@exemple.fr
                Subject: x
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                """;
        String name = field.substring(0, field.indexOf(':'));

        assertThat(Fixture.verdict(Fixture.message(head + field + "\n\nx\n--b--\n")))
                .isEqualTo("edited");
        assertThat(Fixture.verdict(Fixture.message(head + field + "\n" + field + "\n\nx\n--b--\n")))
                .isEqualTo("structure: the field " + lower(name) + " stands twice");
    }

    private static String required(String but) {
        return (but.equals("From") ? "" : "From: a@exemple.fr\n")
                + (but.equals("Subject") ? "" : "Subject: x\n");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
