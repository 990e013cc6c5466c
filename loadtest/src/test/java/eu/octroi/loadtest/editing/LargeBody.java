// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.editing;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A process that edits one message with a body of 25 MB in a single line, and says how long it is.
 */
final class LargeBody {
    private static final int OCTETS = 25 << 20;

    private LargeBody() {}

    /** Takes the transfer encoding. */
    public static void main(String[] words) {
        Octets message = message(words[0]);
        EditedMessage copy = new EditedCompany().copy(message).orElseThrow();
        long length = 0;
        for (Octets piece : copy.pieces()) {
            length += piece.length();
        }
        System.out.println("edited " + message.length() + " " + length);
    }

    private static Octets message(String encoding) {
        byte[] head =
                """
                From: lea@exemple.fr
                Subject: Offre
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: %s

                """
                        .formatted(encoding)
                        .replace("\n", "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] octets = Arrays.copyOf(head, head.length + OCTETS);
        // "QUFB" is "AAA" in base64, and plain text as it stands. Blanks are what a reader of
        // quoted-printable looks ahead for: they count unless the line ends after them.
        byte[] letters = "QUFB".getBytes(StandardCharsets.US_ASCII);
        for (int at = head.length; at < octets.length; at++) {
            octets[at] = letters[(at - head.length) % letters.length];
        }
        if (encoding.equals("quoted-printable")) {
            Arrays.fill(octets, head.length, octets.length - 1, (byte) ' ');
        }
        return Octets.of(octets);
    }
}
