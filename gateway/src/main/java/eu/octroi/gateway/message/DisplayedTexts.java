// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.Editing;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds every text that a reader may be shown: each alternative, the body of a mixed message, the
 * root of a related one (I-03). What has no such text gets the clauses beside it, or is refused;
 * nothing passes without clauses. Confined to one plan.
 */
final class DisplayedTexts {
    private final Octets message;
    private final Editing editing;
    private final TextsBeside beside;
    private final List<Part> texts = new ArrayList<>();
    private final List<Part> dropped = new ArrayList<>();

    private DisplayedTexts(Octets message, Editing editing) {
        this.message = message;
        this.editing = editing;
        this.beside = new TextsBeside(message);
    }

    static Target of(Octets message, Part root, Editing editing) {
        DisplayedTexts displayed = new DisplayedTexts(message, editing);
        try {
            displayed.whole(root);
            return new Target.Texts(displayed.texts, displayed.dropped, displayed.beside.pixels());
        } catch (NoText none) {
            TextsBeside all = new TextsBeside(message);
            all.check(root, true);
            root.children().forEach(TextsBeside::checkEnd);
            return new Target.Beside(none.opaque, none.what, all.pixels());
        }
    }

    /** Ends the search from any depth: the clauses go beside the whole message. */
    private static final class NoText extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final boolean opaque;
        private final String what;

        NoText(boolean opaque, String what) {
            super(what, null, false, false);
            this.opaque = opaque;
            this.what = what;
        }
    }

    private void whole(Part root) {
        if (hasOutlookText(root)) {
            throw new NoText(false, "tnef");
        }
        find(root);
    }

    private static boolean hasOutlookText(Part part) {
        return PartKind.isOutlookText(part)
                || part.children().stream().anyMatch(DisplayedTexts::hasOutlookText);
    }

    private void find(Part part) {
        if (part.isAttachment() && (part.type().isMultipart() || part.type().isText())) {
            throw new NoText(false, "attachment");
        }
        String name = part.type().name();
        switch (PartKind.of(part)) {
            case TEXT -> text(part);
            case ALTERNATIVE -> alternatives(part);
            case MIXED -> mixed(part);
            case RELATED -> root(part);
            case SIGNED -> opaque("signed", editing.signed());
            case ENCRYPTED -> opaque("encrypted", editing.encrypted());
            case CALENDAR -> opaque("invitation", editing.invitation());
            case REPORT ->
                    throw Refusal.structure("a " + name + ", which no stream with clauses sends");
            case FRAGMENT ->
                    throw Refusal.structure("the type " + name + ", which stands for other mail");
            case RICHER, SHOWN, FILE -> throw new NoText(false, name);
        }
    }

    private void text(Part part) {
        if (LeafText.isUnreadable(message, part)) {
            throw new NoText(false, "charset " + part.type().value("charset").orElse(""));
        }
        texts.add(part);
    }

    private static void opaque(String what, Editing.Opaque policy) {
        throw switch (policy) {
            case WRAP -> new NoText(true, what);
            case REFUSE -> refusal(what);
        };
    }

    /** I-32 gives encrypted mail 550 5.7.1: its structure is in order, nobody can read it. */
    private static Refusal refusal(String what) {
        String mail = what.equals("invitation") ? "only an invitation" : what;
        String why =
                "mail that is "
                        + mail
                        + ": no clause can be read in it; see the stream's editing."
                        + what;
        return what.equals("encrypted") ? Refusal.content(why) : Refusal.structure(why);
    }

    private void alternatives(Part part) {
        int before = texts.size();
        boolean calendar = false;
        for (Part child : part.children()) {
            PartKind kind = PartKind.of(child);
            calendar |= kind == PartKind.CALENDAR && !child.isAttachment();
            alternative(child, kind);
        }
        if (texts.size() == before) {
            if (calendar) {
                opaque("invitation", editing.invitation());
            }
            throw new NoText(false, "alternatives without a text");
        }
    }

    /** Some mail programs show a text here although it is said to be a file. */
    private void alternative(Part child, PartKind kind) {
        switch (kind) {
            // An invitation is acted on, not read: I-29 leaves it as it is beside the texts.
            case CALENDAR -> {}
            case FILE -> {
                if (PartKind.isOddText(child)) {
                    find(child);
                }
            }
            case RICHER -> drop(child);
            case SHOWN -> {
                if (!child.isAttachment()) {
                    find(child);
                }
            }
            case TEXT, MIXED, ALTERNATIVE, RELATED, SIGNED, ENCRYPTED, REPORT, FRAGMENT ->
                    find(child);
        }
    }

    private void drop(Part alternative) {
        switch (editing.amp()) {
            case DROP -> dropped.add(alternative);
            case REFUSE ->
                    throw Refusal.structure(
                            "an alternative of type "
                                    + alternative.type().name()
                                    + ", which shows no clauses; see the stream's editing.amp");
        }
    }

    /**
     * The first text that says something, and of several between pictures, as Apple Mail writes
     * them, the last one (I-39): those are shown as one text.
     */
    private void mixed(Part part) {
        List<Part> bodies = bodies(part);
        Part chosen = isRow(bodies) ? bodies.getLast() : firstWritten(bodies);
        bodies.stream().filter(body -> !body.equals(chosen)).forEach(this::checkUnmarked);
        find(part, chosen);
    }

    private void root(Part related) {
        find(related, related(related));
    }

    /** The clauses go into one child; the others stand beside it. */
    private void find(Part parent, Part chosen) {
        parent.children().stream()
                .filter(child -> !child.equals(chosen))
                .forEach(child -> beside.check(child, false));
        find(chosen);
    }

    /** A text with a file name is a file, unless there is no other (I-04). */
    private List<Part> bodies(Part mixed) {
        List<Part> texts = mixed.children().stream().filter(this::isBody).toList();
        if (texts.isEmpty()) {
            throw new NoText(false, "attachments alone");
        }
        List<Part> bodies = texts.stream().filter(text -> !isFile(text)).toList();
        return bodies.isEmpty() ? texts.subList(0, 1) : bodies;
    }

    private boolean isFile(Part body) {
        return switch (PartKind.of(body)) {
            case TEXT, FILE -> body.named();
            case MIXED -> body.children().stream().filter(this::isBody).allMatch(this::isFile);
            default -> false;
        };
    }

    /** Some tools put the text after an empty one, where clauses would stand before the offer. */
    private Part firstWritten(List<Part> bodies) {
        Part first = bodies.getFirst();
        return bodies.size() == 1
                ? first
                : bodies.stream().filter(b -> !isBlank(b)).findFirst().orElse(first);
    }

    private boolean isBlank(Part body) {
        return switch (PartKind.of(body)) {
            case TEXT ->
                    !LeafText.isUnreadable(message, body)
                            && Octets.of(LeafText.of(message, body).view()).latin1().isBlank();
            case MIXED, ALTERNATIVE -> body.children().stream().allMatch(this::isBlank);
            default -> false;
        };
    }

    private static boolean isRow(List<Part> bodies) {
        String first = bodies.getFirst().type().name();
        return bodies.stream()
                .allMatch(b -> PartKind.of(b) == PartKind.TEXT && b.type().name().equals(first));
    }

    private void checkUnmarked(Part body) {
        switch (PartKind.of(body)) {
            case TEXT -> {
                LeafText text = LeafText.of(message, body);
                text.check();
                if (!Marker.find(text.view()).isEmpty()) {
                    throw Refusal.structure(
                            "a marker in a text that gets no clauses: another one does");
                }
            }
            case MIXED, ALTERNATIVE, RELATED -> body.children().forEach(this::checkUnmarked);
            default -> {}
        }
    }

    private boolean isBody(Part part) {
        if (part.isAttachment()) {
            return false;
        }
        return switch (PartKind.of(part)) {
            case TEXT -> true;
            case FILE -> PartKind.isOddText(part);
            case MIXED, ALTERNATIVE -> part.children().stream().anyMatch(this::isBody);
            case RELATED -> isBody(related(part));
            case SIGNED, ENCRYPTED, REPORT, FRAGMENT -> part.type().isMultipart();
            case RICHER, CALENDAR, SHOWN -> false;
        };
    }

    /** RFC 2387 section 3.2: named by its Content-ID, else the first. */
    private Part related(Part related) {
        String start = related.type().value("start").orElse("").strip();
        Part first = related.children().getFirst();
        Part root = start.isEmpty() ? first : named(related, start);
        if (!root.equals(first) && isBody(first)) {
            // Not every mail program knows start, and some would show the first.
            throw Refusal.structure("a related message with a text before its root");
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
