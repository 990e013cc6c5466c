// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds every text that a reader may be shown: each alternative, the body of a mixed message, the
 * root of a related one (I-03). A structure it does not know is refused, never passed without
 * clauses. Confined to one plan.
 */
final class DisplayedTexts {
    private static final Set<String> EDITED = Set.of("text/plain", "text/html");

    private final Octets message;
    private final List<Part> texts = new ArrayList<>();

    private DisplayedTexts(Octets message) {
        this.message = message;
    }

    static List<Part> of(Octets message, Part root) {
        DisplayedTexts displayed = new DisplayedTexts(message);
        displayed.find(root);
        return displayed.texts;
    }

    private void find(Part part) {
        checkShown(part);
        switch (part.type().name()) {
            case "text/plain", "text/html" -> texts.add(part);
            case "multipart/alternative" -> alternatives(part);
            case "multipart/mixed" -> find(body(part));
            case "multipart/related" -> find(root(part));
            default ->
                    throw Refusal.structure("the type " + part.type().name() + " shows no clauses");
        }
    }

    private static void checkShown(Part part) {
        if (part.isAttachment()) {
            throw Refusal.structure("an attachment where the text to be shown should be");
        }
        if (part.type().parameters().containsKey("hp")) {
            throw Refusal.structure("a message with a protected header");
        }
        if (part.type().isMultipart() && !isIdentity(part.encoding())) {
            throw Refusal.structure("a multipart in quoted-printable or base64");
        }
    }

    private static boolean isIdentity(String encoding) {
        return encoding.equals("7bit") || encoding.equals("8bit") || encoding.equals("binary");
    }

    private void alternatives(Part part) {
        int before = texts.size();
        for (Part child : part.children()) {
            // An invitation is acted on, not read: I-29 leaves it as it is beside the texts.
            if (!child.type().name().equals("text/calendar")) {
                find(child);
            }
        }
        if (texts.size() == before) {
            throw Refusal.structure("alternatives without a text that can show clauses");
        }
    }

    /** Of several texts between pictures, as Apple Mail writes them, the last one (I-39). */
    private Part body(Part mixed) {
        List<Part> bodies = mixed.children().stream().filter(DisplayedTexts::isBody).toList();
        long types = bodies.stream().map(part -> part.type().name()).distinct().count();
        boolean isRow = types == 1 && !bodies.getFirst().type().isMultipart();
        if (bodies.size() != 1 && !isRow) {
            throw Refusal.structure(
                    "a mixed message with " + bodies.size() + " texts to be shown, not one");
        }
        bodies.subList(0, bodies.size() - 1).forEach(this::checkAhead);
        return bodies.getLast();
    }

    /** Mail programs show the texts of a row as one, so none may spoil what comes after it. */
    private void checkAhead(Part text) {
        checkShown(text);
        TextCharset.of(text.type());
        byte[] octets = DecodedText.of(message, text).octets();
        TextEditor.check(octets);
        boolean isHtml = text.type().name().equals("text/html");
        if (!Marker.find(octets).isEmpty()) {
            throw Refusal.structure("a marker in a text that others follow");
        }
        if (isHtml && !HtmlPlace.find(octets, List.of(), true).closers().isEmpty()) {
            throw Refusal.structure("HTML left open in a text that others follow");
        }
    }

    private static boolean isBody(Part part) {
        return !part.isAttachment()
                && (part.type().isMultipart()
                        || (EDITED.contains(part.type().name()) && !part.named()));
    }

    /** RFC 2387 section 3.2: named by its Content-ID, else the first. */
    private Part root(Part related) {
        String start = related.type().value("start").orElse("").strip();
        Part root = start.isEmpty() ? related.children().getFirst() : named(related, start);
        boolean isAlone =
                related.children().stream().filter(DisplayedTexts::isBody).allMatch(root::equals);
        if (!isAlone) {
            // Not every mail program knows start, and some show all texts they find.
            throw Refusal.structure("a related message with a text beside its root");
        }
        return root;
    }

    private Part named(Part related, String start) {
        List<Part> roots =
                related.children().stream().filter(child -> start.equals(id(child))).toList();
        if (roots.size() != 1) {
            throw Refusal.structure("a related message whose start is not exactly one part");
        }
        return roots.getFirst();
    }

    private String id(Part part) {
        return part.header()
                .first("content-id")
                .map(field -> Header.unfolded(message, field))
                .orElse("");
    }
}
