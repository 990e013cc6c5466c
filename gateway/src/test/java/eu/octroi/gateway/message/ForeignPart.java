// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import org.jsoup.Jsoup;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One part as a parser nobody here wrote sees it. Immutable.
 *
 * @param content decoded; empty of what has parts
 * @param children parts, or the one message of a message/rfc822 that is not encoded
 * @param fields all header fields in order, name and value as the parser has them
 * @param around preamble and epilogue, where the parser tells them
 */
record ForeignPart(
        Label label,
        Octets content,
        List<ForeignPart> children,
        List<String> fields,
        String around) {
    /** What mail programs show as text; the types that get clauses (I-28). */
    private static final Set<String> TEXTS =
            Set.of("text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown");

    ForeignPart {
        children = List.copyOf(children);
        fields = List.copyOf(fields);
    }

    /**
     * What the header says of the body.
     *
     * @param type lower case, without parameters
     * @param charset lower case; us-ascii when none is said
     * @param id the Content-ID
     * @param start the Content-ID of a related message's root
     */
    record Label(String type, boolean attachment, String charset, String id, String start) {}

    String type() {
        return label.type();
    }

    boolean attachment() {
        return label.attachment();
    }

    boolean isMultipart() {
        return type().startsWith("multipart/");
    }

    boolean isText() {
        return TEXTS.contains(type());
    }

    /** Decoded octet by octet where nobody knows the charset. */
    String text() {
        return content.string(charset());
    }

    private Charset charset() {
        try {
            return Charset.forName(label.charset());
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    /** The text as a reader sees it, on one line. */
    String visible() {
        String text =
                switch (type()) {
                    case "text/html" -> Jsoup.parse(text()).text();
                    // RFC 1341 section 7.1.3.
                    case "text/richtext" -> text().replace("<nl>", " ").replace("<lt>", "<");
                    default -> text();
                };
        return text.replaceAll("\\s+", " ");
    }

    /** Depth first; a forwarded message is one leaf. */
    List<ForeignPart> leaves() {
        return isMultipart()
                ? children.stream().flatMap(child -> child.leaves().stream()).toList()
                : List.of(this);
    }

    /** Itself and all below it, forwarded messages too. */
    Stream<ForeignPart> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(ForeignPart::all));
    }

    /** Two parsers read the same: nesting, types, what is shown how, every decoded octet. */
    void assertSameAs(ForeignPart other) {
        assertThat(other.label().type()).isEqualTo(type());
        assertThat(other.attachment()).as(type()).isEqualTo(attachment());
        assertThat(other.label().id()).as(type()).isEqualTo(label.id());
        assertThat(other.label().start()).as(type()).isEqualTo(label.start());
        if (isText()) {
            assertThat(other.label().charset()).isEqualTo(label.charset());
        }
        assertThat(other.content()).as(type()).isEqualTo(content);
        assertThat(other.children()).as(type()).hasSameSizeAs(children);
        for (int i = 0; i < children.size(); i++) {
            children.get(i).assertSameAs(other.children().get(i));
        }
    }
}
