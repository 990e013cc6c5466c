// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Treatment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Gathers the edits of one plan. Confined to one plan. */
final class EditList {
    private static final Comparator<Edit> ORDER =
            Comparator.comparingInt(Edit::offset).thenComparing(edit -> edit.length() > 0);

    private final StringBuilder top = new StringBuilder();
    private final List<Edit> shared = new ArrayList<>();
    private final List<CopyInsertion> insertions = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean newFields;

    /** Adds a header line below those added so far on top of the message. */
    void top(String line) {
        top.append(HeaderText.field(line));
    }

    /** Adds a header line that the message did not have, on top. */
    void newTop(String line) {
        newFields = true;
        top(line);
    }

    /** Adds a header line above those added so far. */
    void topFirst(String line) {
        top.insert(0, HeaderText.field(line));
    }

    /** Whether a part got a field it did not have. */
    boolean hasNewFields() {
        return newFields;
    }

    void replace(int from, int to, byte[] replacement) {
        replace(from, to, Octets.of(replacement));
    }

    void replace(int from, int to, Octets replacement) {
        if (from < to || !replacement.isEmpty()) {
            shared.add(new Edit(from, to - from, replacement));
        }
    }

    void remove(Field field) {
        shared.add(Edit.delete(field.start(), field.length()));
    }

    /** Keeps a short word on what was done, for the ledger; those over the limit are dropped. */
    void note(String note) {
        if (notes.size() < Treatment.NOTES_MAX) {
            notes.add(note);
        }
    }

    List<String> notes() {
        return notes;
    }

    void insert(CopyInsertion insertion) {
        insertions.add(insertion);
    }

    /** Gives a part's field another value, or adds the field; the name stays as it is written. */
    void setField(Part part, String name, String value) {
        part.header()
                .first(name.toLowerCase(Locale.ROOT))
                .ifPresentOrElse(
                        field ->
                                replace(
                                        field.valueStart(),
                                        field.valueEnd(),
                                        Octets.of(" " + value).array()),
                        () -> addField(part, name + ": " + value));
    }

    private void addField(Part part, String line) {
        newFields = true;
        if (part.header().hasEmptyLine()) {
            shared.add(Edit.insert(part.header().end(), Octets.of(line + "\r\n")));
        } else {
            top(line);
        }
    }

    List<Edit> shared() {
        List<Edit> all = new ArrayList<>(shared);
        if (!top.isEmpty()) {
            all.addFirst(Edit.insert(0, Octets.of(top.toString())));
        }
        all.sort(ORDER);
        return all;
    }

    List<CopyInsertion> insertions() {
        insertions.sort(Comparator.comparingInt(CopyInsertion::offset));
        return insertions;
    }
}
