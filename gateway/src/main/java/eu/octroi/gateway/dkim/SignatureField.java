// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.Octets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The text of a DKIM-Signature field (RFC 6376 section 3.5): first with an empty b=, as it is
 * signed, then whole. It has no l= (section 8.2) and no i=, which then is the domain itself.
 * Immutable.
 */
final class SignatureField {
    /** No line is longer, unless a domain or selector alone is. */
    static final int LINE_OCTETS_MAX = 78;

    /** What a field takes with domain and selector of usual length. */
    static final int USUAL_BYTES = 1536;

    private static final String NAME = "dkim-signature";
    private static final String FOLD = "\r\n\t";

    private final String unsigned;

    SignatureField(DkimKey key, List<String> covered, byte[] bodyHash, Validity validity) {
        StringBuilder text = new StringBuilder(USUAL_BYTES);
        text.append("DKIM-Signature: v=1; a=").append(key.algorithm().tag());
        text.append("; c=relaxed/relaxed;").append(FOLD);
        text.append("d=").append(key.domain()).append(';').append(FOLD);
        text.append("s=").append(key.selector()).append(';').append(FOLD);
        text.append(validity.tags()).append(FOLD);
        appendNames(text, covered);
        text.append("bh=").append(base64(bodyHash)).append(';').append(FOLD).append("b=");
        this.unsigned = text.toString();
    }

    int canonicalBytesMax() {
        return unsigned.length();
    }

    /** What is signed after the covered fields: this field, its b= empty, without CRLF. */
    void putCanonical(ByteBuffer out) {
        byte[] octets = unsigned.getBytes(StandardCharsets.ISO_8859_1);
        MessageHead.putRelaxed(out, NAME, Octets.of(octets), NAME.length() + 1, octets.length);
    }

    /** The whole field with its final CRLF. */
    String signed(byte[] signature) {
        String value = base64(signature);
        int perLine = LINE_OCTETS_MAX - "\tb=".length();
        StringBuilder text = new StringBuilder(unsigned.length() + 2 * value.length());
        text.append(unsigned);
        for (int at = 0; at < value.length(); at += perLine) {
            text.append(at == 0 ? "" : FOLD);
            text.append(value, at, Math.min(at + perLine, value.length()));
        }
        return text.append("\r\n").toString();
    }

    /** Folding is allowed on both sides of a colon in h=. */
    private static void appendNames(StringBuilder text, List<String> names) {
        int column = "\th=".length();
        text.append("h=");
        for (int i = 0; i < names.size(); i++) {
            int width = names.get(i).length() + 1;
            if (column + width > LINE_OCTETS_MAX) {
                text.append(FOLD).append(' ');
                column = 2;
            }
            text.append(names.get(i)).append(i < names.size() - 1 ? ':' : ';');
            column += width;
        }
        text.append(FOLD);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
