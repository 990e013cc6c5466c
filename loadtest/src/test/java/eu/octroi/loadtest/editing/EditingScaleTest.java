// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What is repeated a million octets long costs what it is long. A step that looks back or ahead
 * over all of it once for each piece would take 10^11 steps and more, so a generous limit tells.
 */
final class EditingScaleTest {
    private static final int OCTETS = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String HEAD =
            """
            From: lea@exemple.fr
            Subject: Offre
            MIME-Version: 1.0
            """;
    private static final EditedCompany COMPANY = new EditedCompany();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    text/plain; charset=utf-8 | 7bit             | x
                    text/plain; charset=utf-8 | 7bit             | \\n
                    text/plain; charset=utf-8 | 7bit             | {{octroi.
                    text/plain; charset=utf-8 | quoted-printable | =
                    text/plain; charset=utf-8 | quoted-printable | =\\n
                    text/plain; charset=utf-8 | quoted-printable | =20
                    text/plain; charset=utf-8 | quoted-printable | ` `
                    text/plain; charset=utf-8 | base64           | QUJD\\n
                    text/plain; charset=utf-8 | base64           | =
                    text/plain; format=flowed | 7bit             | `> \\n`
                    text/html; charset=utf-8  | 7bit             | <
                    text/html; charset=utf-8  | 7bit             | <b>
                    text/html; charset=utf-8  | 7bit             | </b>
                    text/html; charset=utf-8  | 7bit             | <!--
                    text/html; charset=utf-8  | 7bit             | <!
                    text/html; charset=utf-8  | 7bit             | <a x=\"
                    text/html; charset=utf-8  | 7bit             | &
                    text/html; charset=utf-8  | 7bit             | <table><tr><td>
                    text/html; charset=utf-8  | 7bit             | </body></html>
                    text/html; charset=utf-8  | 7bit             | <style>a{b:c}</style>
                    text/html; charset=utf-8  | 7bit             | <img src=https://x width=1>
                    text/html; charset=utf-8  | quoted-printable | =3Cb=3E
                    text/html; charset=utf-16 | base64           | ADwA
                    text/plain; charset=iso-2022-jp | 7bit       | \u001b$B$\"\u001b(B
                    multipart/mixed; boundary=b | 7bit           | --b\\n\\nx\\n
                    multipart/mixed; boundary=b | 7bit           | `--b \\n`
                    multipart/mixed; boundary=b | 7bit           | --
                    """)
    void aMillionOctetsOfOnePieceAreReadOnce(String type, String encoding, String piece) {
        String one = piece.replace("\\n", "\r\n");
        String body = one.repeat(OCTETS / one.length());
        String head =
                HEAD
                        + "Content-Type: %s\nContent-Transfer-Encoding: %s\n\n"
                                .formatted(type, encoding);
        Octets message =
                Octets.of(
                        (head.replace("\n", "\r\n") + body + "\r\n")
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(message.length()).isGreaterThan(OCTETS * 9 / 10);
        assertTimeoutPreemptively(LIMIT, () -> COMPANY.copy(message));
    }

    /** The header is the sender's as well. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    X-A: b\\n
                    Content-Type: text/plain;\\n
                    ` x\\n`
                    To: a@b.example, (((\\n
                    Subject: =?utf-8?Q?=41?=\\n
                    """)
    void aLongHeaderIsReadOnce(String piece) {
        String one = piece.replace("\\n", "\r\n");
        String head = HEAD.replace("\n", "\r\n");
        Octets message = Octets.of(head + one.repeat(OCTETS / one.length()) + "\r\nx\r\n");

        assertTimeoutPreemptively(LIMIT, () -> COMPANY.copy(message));
    }
}
