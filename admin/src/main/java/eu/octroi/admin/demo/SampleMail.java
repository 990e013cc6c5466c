// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A mail the sample tool sends, as a prospecting tool writes one. Immutable.
 *
 * @param subject ASCII
 * @param type the Content-Type field's value
 * @param encoding the Content-Transfer-Encoding
 * @param content what the reader is to see; for {@code base64} it is encoded on the way
 */
record SampleMail(
        String from, String to, String subject, String type, String encoding, String content) {

    static SampleMail plain(String from, String to, String subject, String content) {
        return new SampleMail(from, to, subject, "text/plain; charset=us-ascii", "7bit", content);
    }

    boolean isEightBit() {
        return encoding.equals("8bit");
    }

    /** The whole message with CRLF line ends, the last line ended. */
    byte[] octets() {
        String header =
                """
                From: Exemple SARL <%s>
                To: <%s>
                Subject: %s
                MIME-Version: 1.0
                Content-Type: %s
                Content-Transfer-Encoding: %s

                """
                        .formatted(from, to, subject, type, encoding);
        return (header + body()).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private String body() {
        if (!encoding.equals("base64")) {
            return content;
        }
        byte[] octets = content.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(octets) + "\n";
    }
}
