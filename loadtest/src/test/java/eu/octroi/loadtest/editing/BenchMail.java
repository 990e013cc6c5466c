// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.editing;

import eu.octroi.gateway.domain.Octets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Mails of a given size as campaign tools write them: a short plain text and a long HTML. */
final class BenchMail {
    private static final String ROW =
            """
            <tr><td style="padding:8px 16px;font-family:Arial,sans-serif;font-size:14px;color:#333">
            <p style="margin:0">Une phrase ordinaire avec <b>un mot gras</b> et
            <a href="https://www.exemple.fr/page?id=42&amp;x=1" style="color:#0b57d0">un lien</a>.</p>
            <img src="https://www.exemple.fr/image.png" width="200" height="80" alt="Une image">
            </td></tr>
            """;

    private BenchMail() {}

    /**
     * A mail of about {@code octets}.
     *
     * @param encoding of the HTML: 7bit, quoted-printable or base64
     */
    static Octets of(int octets, String encoding) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html><html><head><title>x</title>\r\n");
        html.append("<style>td{font-size:14px}</style></head><body><table>\r\n");
        String row = ROW.replace("\n", "\r\n");
        while (encoded(html + row, encoding).length() < octets - 1_000) {
            html.append(row.repeat(Math.max(1, (octets - html.length()) / (4 * row.length()))));
        }
        html.append("</table></body></html>\r\n");
        String mail =
                """
                From: Lea Martin <lea@exemple.fr>
                To: Marie <marie@client.example>
                Subject: Des nouvelles
                Date: Mon, 05 Oct 2026 10:00:00 +0000
                Message-ID: <bench@exemple.fr>
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary="=_bench"

                --=_bench
                Content-Type: text/plain; charset=utf-8

                Bonjour Marie, voici des nouvelles de notre atelier.
                --=_bench
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: %s

                %s
                --=_bench--
                """;
        String text = mail.replace("\n", "\r\n").formatted(encoding, encoded(html, encoding));
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(CharSequence html, String encoding) {
        return switch (encoding) {
            case "7bit" -> html.toString();
            case "quoted-printable" -> quoted(html);
            case "base64" ->
                    Base64.getMimeEncoder()
                            .encodeToString(html.toString().getBytes(StandardCharsets.US_ASCII));
            default -> throw new IllegalArgumentException(encoding);
        };
    }

    private static String quoted(CharSequence html) {
        StringBuilder quoted = new StringBuilder();
        for (String line : html.toString().split("\r\n", -1)) {
            int column = 0;
            for (int i = 0; i < line.length(); i++) {
                String one = line.charAt(i) == '=' ? "=3D" : line.substring(i, i + 1);
                if (column + one.length() > 75) {
                    quoted.append("=\r\n");
                    column = 0;
                }
                quoted.append(one);
                column += one.length();
            }
            quoted.append("\r\n");
        }
        return quoted.toString().stripTrailing();
    }
}
