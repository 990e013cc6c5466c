// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Languages;
import eu.octroi.gateway.domain.Octets;

import java.util.Arrays;
import java.util.Optional;

/** The lang attribute of a message's first HTML text. */
final class HtmlLanguage {
    /** The html element stands before this many octets or does not count. */
    private static final int PREFIX_OCTETS = 4_096;

    private HtmlLanguage() {}

    static Optional<Languages> of(Octets message, Part part) {
        if (part.type().name().equals("text/html")) {
            return ofLeaf(message, part);
        }
        return part.children().stream()
                .map(child -> of(message, child))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Languages> ofLeaf(Octets message, Part leaf) {
        try {
            byte[] html = DecodedText.of(message, leaf).octets();
            int length = Math.min(html.length, PREFIX_OCTETS);
            return HtmlPlace.language(Arrays.copyOf(html, length));
        } catch (Refusal broken) {
            // Only a hint is lost: the rewriter refuses the same text with its reason.
            return Optional.empty();
        }
    }
}
