// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.Octets;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A place in the message where each copy has its own text, in the leaf's transfer encoding. */
sealed interface CopyInsertion {
    int offset();

    Edit render(CopyLinks links);

    /**
     * In a leaf that stands as it is.
     *
     * @param lead goes first, unencoded
     */
    record Plain(int offset, int length, String lead, CopyTemplate text) implements CopyInsertion {
        @Override
        public Edit render(CopyLinks links) {
            ByteArrayOutputStream out = start(lead);
            text.render(links, out);
            return new Edit(offset, length, Octets.of(out.toByteArray()));
        }
    }

    /**
     * In quoted-printable.
     *
     * @param lead goes first, unencoded; leaves the encoder at the start of a line
     * @param trail goes last, unencoded
     */
    record Quoted(int offset, int length, String lead, CopyTemplate text, String trail)
            implements CopyInsertion {
        @Override
        public Edit render(CopyLinks links) {
            ByteArrayOutputStream decoded = start("");
            text.render(links, decoded);
            byte[] octets = decoded.toByteArray();
            ByteArrayOutputStream out = start(lead);
            out.writeBytes(QuotedPrintable.encode(octets, 0, octets.length));
            out.writeBytes(trail.getBytes(StandardCharsets.US_ASCII));
            return new Edit(offset, length, Octets.of(out.toByteArray()));
        }
    }

    /**
     * In base64, as groups of its own.
     *
     * @param carry decoded octets before the place that share a group with it
     * @param padded whether more groups follow, so that these must be whole: blanks fill them up
     * @param trail goes last, unencoded
     */
    record Base64Groups(
            int offset, String lead, Octets carry, CopyTemplate text, boolean padded, String trail)
            implements CopyInsertion {
        @Override
        public Edit render(CopyLinks links) {
            ByteArrayOutputStream decoded = start("");
            decoded.write(carry.array(), carry.offset(), carry.length());
            text.render(links, decoded);
            while (padded && decoded.size() % 3 != 0) {
                decoded.writeBytes(text.isHtml() ? new byte[] {' '} : new byte[] {'\r', '\n'});
            }
            ByteArrayOutputStream out = start(lead);
            out.writeBytes(Base64.getMimeEncoder().encode(decoded.toByteArray()));
            out.writeBytes(trail.getBytes(StandardCharsets.US_ASCII));
            return new Edit(offset, 0, Octets.of(out.toByteArray()));
        }
    }

    private static ByteArrayOutputStream start(String lead) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2_048);
        out.writeBytes(lead.getBytes(StandardCharsets.US_ASCII));
        return out;
    }
}
