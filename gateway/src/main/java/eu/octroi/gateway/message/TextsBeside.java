// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.List;

/** Looks at what is shown beside the texts that get the clauses. Confined to one plan. */
final class TextsBeside {
    private final Octets message;

    TextsBeside(Octets message) {
        this.message = message;
    }

    /**
     * Mail programs show the texts of a message as one page, so none may hide what stands before or
     * after it.
     */
    void check(Part part) {
        PartKind kind = PartKind.of(part);
        boolean isText = kind == PartKind.TEXT || PartKind.isOddText(part);
        if (isText
                && !part.disposition().equals("attachment")
                && part.type().name().equals("text/html")) {
            List<byte[]> readings =
                    kind == PartKind.TEXT
                            ? LeafText.readings(message, part)
                            : List.of(PlainText.of(message, part.body()).octets());
            readings.forEach(html -> HtmlPlace.find(html, List.of(), true));
        }
        if (kind == PartKind.ALTERNATIVE
                && part.children().stream().anyMatch(c -> PartKind.of(c) == PartKind.RICHER)) {
            throw Refusal.structure("an alternative that is shown before all others, not edited");
        }
        part.children().forEach(this::check);
    }

    /** What follows the message in its wrapper would go on with a header that is cut off. */
    static void checkEnd(Part part) {
        if (!part.header().hasEmptyLine()) {
            throw Refusal.structure("a part has no end of header");
        }
        part.children().forEach(TextsBeside::checkEnd);
    }
}
