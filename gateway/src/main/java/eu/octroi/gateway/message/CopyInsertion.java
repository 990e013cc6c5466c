// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.Octets;

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
            OctetSink out = start(lead);
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
            OctetSink decoded = start("");
            text.render(links, decoded);
            byte[] octets = decoded.toByteArray();
            OctetSink out = start(lead);
            out.write(QuotedPrintable.encode(octets, 0, octets.length));
            out.write(trail.getBytes(StandardCharsets.US_ASCII));
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
            OctetSink decoded = start("");
            decoded.write(carry.array(), carry.offset(), carry.length());
            text.render(links, decoded);
            while (padded && decoded.size() % 3 != 0) {
                decoded.write(text.filling());
            }
            OctetSink out = start(lead);
            out.write(Base64.getMimeEncoder().encode(decoded.toByteArray()));
            out.write(trail.getBytes(StandardCharsets.US_ASCII));
            return new Edit(offset, 0, Octets.of(out.toByteArray()));
        }
    }

    /**
     * As a part of its own after the whole message, first as text, then as HTML.
     *
     * @param head goes first, unencoded, as middle and tail
     */
    record Beside(
            int offset,
            String head,
            CopyTemplate plain,
            String middle,
            CopyTemplate html,
            String tail)
            implements CopyInsertion {
        @Override
        public Edit render(CopyLinks links) {
            OctetSink out = start("");
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            OctetSink text = start("");
            plain.render(links, text);
            byte[] octets = text.toByteArray();
            out.write(QuotedPrintable.encode(octets, 0, octets.length));
            out.write(middle.getBytes(StandardCharsets.US_ASCII));
            html.render(links, out);
            out.write(tail.getBytes(StandardCharsets.US_ASCII));
            return new Edit(offset, 0, Octets.of(out.toByteArray()));
        }
    }

    private static OctetSink start(String lead) {
        OctetSink out = new OctetSink(2_048);
        out.write(lead.getBytes(StandardCharsets.US_ASCII));
        return out;
    }
}
