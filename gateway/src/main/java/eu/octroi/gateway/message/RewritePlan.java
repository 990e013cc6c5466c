// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Treatment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The edits of one message: made once, rendered cheaply for each copy. Immutable.
 *
 * <p>Shared edits and those of a copy are made to be merged by {@code EditedMessage.of}: at one
 * offset the copy's own stand first.
 */
public final class RewritePlan {
    private final List<Edit> shared;
    private final List<CopyInsertion> insertions;
    private final AddedFields added;
    private final Optional<String> clauses;
    private final boolean smtpUtf8Needed;
    private final Treatment treatment;

    RewritePlan(
            List<Edit> shared,
            List<CopyInsertion> insertions,
            AddedFields added,
            Optional<String> clauses,
            boolean smtpUtf8Needed,
            Treatment treatment) {
        this.shared = List.copyOf(shared);
        this.insertions = List.copyOf(insertions);
        this.added = added;
        this.clauses = clauses;
        this.smtpUtf8Needed = smtpUtf8Needed;
        this.treatment = treatment;
    }

    /** What every copy changes, in rising order. */
    public List<Edit> sharedEdits() {
        return shared;
    }

    /** What the copy with these links changes besides, in rising order. */
    public List<Edit> copyEdits(CopyLinks links) {
        List<Edit> edits = new ArrayList<>(insertions.size() + 1);
        edits.add(Edit.insert(0, Octets.of(fields(links).getBytes(StandardCharsets.US_ASCII))));
        for (CopyInsertion insertion : insertions) {
            edits.add(insertion.render(links));
        }
        return edits;
    }

    /** What the clauses say, by its reference in the archive; empty when there are none. */
    public String clauses() {
        return clauses.orElse("");
    }

    /** Whether header fields carry raw UTF-8, so that every hop must speak SMTPUTF8. */
    public boolean smtpUtf8Needed() {
        return smtpUtf8Needed;
    }

    /** What is done to every copy, for the ledger. */
    public Treatment treatment() {
        return treatment;
    }

    private String fields(CopyLinks links) {
        String reference = "X-Octroi-Ref: " + links.reference() + "\r\n";
        return clauses.isEmpty() ? reference : added.fields(links) + reference;
    }
}
