// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Sha256;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.settings.Editing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans the edits that make a message lawful to send: clauses A and B in every text a reader may be
 * shown, the List-Unsubscribe fields, our trace, and the 7-bit form in which it is signed.
 *
 * <p>Only edits are made; the message is never written anew, so every octet outside them is the
 * sender's (I-01). Thread-safe.
 */
public final class MimeRewriter {
    /** Enough to tell a tool's ids apart. */
    private static final int ID_DIGITS = 16;

    private final String hostname;
    private final ClauseBook book = new ClauseBook();

    /** How far leaves are re-encoded when a message gets no clauses. */
    public enum Form {
        /** Only lines over 998 octets. */
        AS_IS,
        /** Everything 8-bit, so that a signature survives every hop. */
        SEVEN_BIT
    }

    /**
     * @param hostname our name in Authentication-Results; such fields from outside are removed
     */
    public MimeRewriter(String hostname) {
        HeaderText.checkToken(hostname, HeaderText.LINE_OCTETS_MAX / 2);
        this.hostname = hostname;
    }

    /** Plans clauses and signed form; a message that cannot be edited with certainty is refused. */
    public PlanResult plan(
            ScannedMessage message, ClauseFacts facts, TopFields top, Editing editing) {
        try {
            Clauses clauses = book.of(facts);
            SubjectRules.check(message);
            EditList edits = new EditList();
            Treatment.Kind kind =
                    switch (DisplayedTexts.of(message.original(), message.root(), editing)) {
                        case Target.Texts texts -> edit(message, texts, clauses, editing, edits);
                        case Target.Beside beside -> wrap(message, beside, clauses, editing, edits);
                    };
            FieldTable table = FieldTable.withClauses(hostname, top.added(), editing.toolDkim());
            return finish(message, edits, top, table, Optional.of(clauses), kind);
        } catch (Refusal refusal) {
            return new PlanResult.Unsupported(refusal.tag(), refusal.why());
        }
    }

    /** Header fields only: X-Octroi-* and Bcc go, Message-ID and Date come when missing. */
    public PlanResult planWithoutClauses(ScannedMessage message, TopFields top, Form form) {
        try {
            EditList edits = new EditList();
            new SignedForm(message.original(), edits, form).apply(message.root(), List.of());
            FieldTable table = FieldTable.withoutClauses(hostname);
            return finish(message, edits, top, table, Optional.empty(), Treatment.Kind.UNCHANGED);
        } catch (Refusal refusal) {
            return new PlanResult.Unsupported(refusal.tag(), refusal.why());
        }
    }

    private static Treatment.Kind edit(
            ScannedMessage message,
            Target.Texts target,
            Clauses clauses,
            Editing editing,
            EditList edits) {
        ToolFooters footers = ToolFooters.of(message.original(), target.texts(), editing.footer());
        PixelRule pixels = new PixelRule(editing.pixels());
        TextEditor editor = new TextEditor(message.original(), edits, clauses, footers, pixels);
        target.texts().forEach(editor::edit);
        List<Part> done = new ArrayList<>(target.texts());
        for (PixelsBeside.Html html : pixels.apply(target.pixels())) {
            editor.strip(html);
            done.add(html.leaf());
        }
        new Alternatives(edits, target.dropped()).drop(message.root());
        done.addAll(target.dropped());
        pixels.note(edits);
        new SignedForm(message.original(), edits, Form.SEVEN_BIT).apply(message.root(), done);
        return Treatment.Kind.EDITED;
    }

    private static Treatment.Kind wrap(
            ScannedMessage message,
            Target.Beside target,
            Clauses clauses,
            Editing editing,
            EditList edits) {
        edits.note("beside=" + target.what().replace(' ', '-'));
        PixelRule pixels = new PixelRule(editing.pixels());
        // Nothing inside may change.
        pixels.apply(target.pixels());
        pixels.note(edits);
        SignedForm form = new SignedForm(message.original(), edits, Form.SEVEN_BIT);
        String encoding = form.beside(message.root(), target.opaque());
        new ClausePart(message.original(), message.root(), edits).add(clauses, encoding);
        return Treatment.Kind.WRAPPED;
    }

    /**
     * For a message of ours that comes back as it left: only our trace is added, and what was put
     * in since and must not leave goes. The fields we signed stay, and so does the signature.
     */
    public RewritePlan planRepeated(ScannedMessage message, String received, String note) {
        FieldTable table = FieldTable.withoutClauses(hostname);
        EditList edits = new EditList();
        edits.topFirst(received);
        edits.note(note);
        for (Field field : message.root().header().fields()) {
            if (!field.name().equalsIgnoreCase(OctroiFieldReader.REFERENCE)
                    && table.removes(message.original(), field)) {
                edits.remove(field);
            }
        }
        return new RewritePlan(
                edits.shared(),
                List.of(),
                AddedFields.NONE,
                Optional.empty(),
                hasUtf8Fields(message.original(), message.root()),
                new Treatment(Treatment.Kind.REPEATED, Optional.empty(), edits.notes(), List.of()));
    }

    private PlanResult finish(
            ScannedMessage message,
            EditList edits,
            TopFields top,
            FieldTable table,
            Optional<Clauses> clauses,
            Treatment.Kind kind) {
        boolean utf8 = false;
        for (Field field : message.root().header().fields()) {
            if (table.removes(message.original(), field)) {
                edits.remove(field);
            } else {
                utf8 |= RootChecks.isUtf8(message.original(), field);
            }
        }
        for (Part child : message.root().children()) {
            utf8 |= hasUtf8Fields(message.original(), child);
        }
        addTop(message, edits, top);
        Optional<String> tool =
                clauses.isEmpty()
                        ? Optional.empty()
                        : ToolUnsubscribe.of(message.original(), message.root().header());
        return new PlanResult.Planned(
                new RewritePlan(
                        edits.shared(),
                        edits.insertions(),
                        top.added(),
                        clauses.map(Clauses::reference),
                        utf8,
                        new Treatment(
                                kind,
                                tool,
                                edits.notes(),
                                clauses.map(Clauses::said).stream().toList())));
    }

    private static boolean hasUtf8Fields(Octets message, Part part) {
        boolean utf8 = false;
        for (Field field : part.header().fields()) {
            utf8 |= RootChecks.isUtf8(message, field);
        }
        for (Part child : part.children()) {
            utf8 |= hasUtf8Fields(message, child);
        }
        return utf8;
    }

    private static void addTop(ScannedMessage message, EditList edits, TopFields top) {
        Part root = message.root();
        Header header = root.header();
        if (!header.has("mime-version") && (edits.hasNewFields() || header.hasContentFields())) {
            edits.setField(root, "MIME-Version", "1.0");
        }
        if (!header.has("date")) {
            top.date().ifPresent(edits::topFirst);
        }
        Optional<Field> id = header.first("message-id");
        if (id.filter(field -> isMessageId(message, field)).isEmpty()) {
            top.messageId().ifPresent(edits::topFirst);
            id.ifPresent(field -> noteReplaced(message, field, edits));
        }
        edits.topFirst(top.received());
    }

    /**
     * By its digest, as such an id may be somebody's address: whoever knows it finds ours (L-14).
     */
    private static void noteReplaced(ScannedMessage message, Field id, EditList edits) {
        String value = Header.unfolded(message.original(), id).strip();
        if (!value.isEmpty()) {
            edits.note("message-id-was=" + Sha256.hex(value).substring(0, ID_DIGITS));
        }
    }

    private static boolean isMessageId(ScannedMessage message, Field field) {
        return FieldTable.isMessageId(Header.unfolded(message.original(), field));
    }
}
