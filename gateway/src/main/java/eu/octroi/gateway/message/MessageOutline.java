// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scanned message described for people: the parts and fields it was found to have. Nothing is
 * decided here. Immutable.
 *
 * @param fields of the message itself, in order
 * @param parts the tree, each part before those it holds
 */
public record MessageOutline(List<FieldText> fields, List<PartSummary> parts) {
    public MessageOutline {
        fields = List.copyOf(fields);
        parts = List.copyOf(parts);
    }

    /**
     * One field as it is written.
     *
     * @param name with the capitals it has
     * @param value unfolded; encoded words stand as they are
     */
    public record FieldText(String name, String value) {}

    public static MessageOutline of(ScannedMessage message) {
        Octets original = message.original();
        List<PartSummary> parts = new ArrayList<>();
        add(parts, original, message.root(), "1");
        List<FieldText> fields =
                message.root().header().fields().stream().map(f -> text(original, f)).toList();
        return new MessageOutline(fields, parts);
    }

    private static FieldText text(Octets message, Field field) {
        String name = message.slice(field.start(), field.start() + field.name().length()).latin1();
        return new FieldText(name, Header.unfolded(message, field));
    }

    private static void add(List<PartSummary> parts, Octets message, Part part, String path) {
        parts.add(
                new PartSummary(
                        path,
                        part.type().name(),
                        part.type().value("charset").orElse(""),
                        part.encoding(),
                        part.disposition(),
                        part.header().start(),
                        part.header().bodyStart(),
                        part.body().end(),
                        isShown(part) ? decoded(message, part) : Optional.empty()));
        int place = 1;
        for (Part child : part.children()) {
            add(parts, message, child, path + "." + place++);
        }
    }

    private static boolean isShown(Part part) {
        return part.type().isText() && !part.isAttachment();
    }

    private static Optional<String> decoded(Octets message, Part leaf) {
        try {
            Charset charset = charset(leaf.type().value("charset").orElse("us-ascii"));
            return Optional.of(new String(DecodedText.of(message, leaf).octets(), charset));
        } catch (Refusal unreadable) {
            return Optional.empty();
        }
    }

    /** Where a charset is unknown, each octet is shown as one character. */
    private static Charset charset(String name) {
        try {
            Charset known = Charset.forName(name);
            // Octets beyond ASCII are shown, not hidden behind replacement characters.
            return known.equals(StandardCharsets.US_ASCII) ? StandardCharsets.ISO_8859_1 : known;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.ISO_8859_1;
        }
    }
}
