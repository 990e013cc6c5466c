// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Sha256;

import java.nio.charset.StandardCharsets;

/**
 * The wrap of I-30: the whole message becomes the first part of a new multipart/mixed, octet by
 * octet and with its Content-* fields, and the clauses become the second. What was signed is then
 * still what was signed (RFC 1847 section 2.1). Confined to one plan.
 */
final class ClausePart {
    private static final String INNER_BOUNDARY = "=_octroi_clauses_";
    private static final String OUTER_BOUNDARY = "=_octroi_message_";
    private static final int DIGEST_HEX = 32;

    private final Octets message;
    private final Part root;
    private final EditList edits;

    ClausePart(Octets message, Part root, EditList edits) {
        this.message = message;
        this.root = root;
        this.edits = edits;
    }

    /**
     * @param encoding of the whole: 7bit, 8bit or binary, as what stands inside needs it
     */
    void add(Clauses clauses, String encoding) {
        String outer = outerBoundary(message);
        String inner = INNER_BOUNDARY + digest(message);
        String before = before(outer);
        if (!encoding.equals("7bit")) {
            edits.newTop("Content-Transfer-Encoding: " + encoding);
        }
        edits.newTop("Content-Type: multipart/mixed; boundary=\"" + outer + "\"");
        boolean empty = root.body().start() == message.length();
        if (!empty) {
            edits.replace(root.body().start(), root.body().start(), Octets.of(before).array());
        }
        edits.insert(
                new CopyInsertion.Beside(
                        message.length(),
                        (empty ? before : "") + head(outer, inner),
                        template(clauses.plain(), false),
                        middle(inner),
                        template(clauses.html(), true),
                        "\r\n--" + inner + "--\r\n\r\n--" + outer + "--\r\n"));
    }

    /** The line before the first part, and the fields that belong to it. */
    private String before(String outer) {
        StringBuilder before = new StringBuilder();
        before.append(root.header().hasEmptyLine() ? "" : "\r\n");
        before.append("--").append(outer).append("\r\n");
        for (Field field : root.header().fields()) {
            if (field.name().startsWith("content-")) {
                before.append(message.slice(field.start(), field.end()).latin1());
                edits.remove(field);
            }
        }
        return before.append("\r\n").toString();
    }

    private static String head(String outer, String inner) {
        return "\r\n--"
                + outer
                + "\r\nContent-Type: multipart/alternative;\r\n boundary=\""
                + inner
                + "\"\r\nContent-Disposition: inline\r\n\r\n--"
                + inner
                + "\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
    }

    private static String middle(String inner) {
        return "\r\n--"
                + inner
                + "\r\nContent-Type: text/html; charset=us-ascii\r\n"
                + "Content-Transfer-Encoding: 7bit\r\n\r\n";
    }

    private static CopyTemplate template(ClauseBlocks blocks, boolean html) {
        String between = html ? "" : "\r\n";
        return new CopyTemplate(
                blocks.information() + between + blocks.opposition(),
                html ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8,
                html);
    }

    /** Ends in a digest of the message itself, which cannot hold its own (I-07). */
    static String outerBoundary(Octets message) {
        return OUTER_BOUNDARY + digest(message);
    }

    private static String digest(Octets message) {
        return Sha256.hex(message).substring(0, DIGEST_HEX);
    }
}
