// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.intake.Explanation.CopyReport;
import eu.octroi.gateway.intake.Explanation.EditReport;
import eu.octroi.gateway.intake.Explanation.SignatureReport;
import eu.octroi.gateway.message.PartSummary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a copy in words. */
final class CopyReports {
    private static final Pattern SIGNATURE =
            Pattern.compile("(?im)^DKIM-Signature:((?:.|\\r\\n[ \\t])*)");

    private CopyReports() {}

    static CopyReport of(
            Octets message, Acceptance acceptance, Copy copy, List<PartSummary> parts) {
        EditedMessage edited = EditedMessage.of(message, acceptance.sharedEdits(), copy.edits());
        List<EditReport> edits =
                edited.edits().stream().map(edit -> report(message, edit, parts)).toList();
        return new CopyReport(
                copy.to().toString(),
                copy.clauses(),
                edits,
                signatures(copy),
                new String(edited.toByteArray(), StandardCharsets.ISO_8859_1));
    }

    private static EditReport report(Octets message, Edit edit, List<PartSummary> parts) {
        // Parts come before those they hold, so that the last one around the edit is the innermost.
        Optional<PartSummary> part =
                parts.stream()
                        .filter(p -> p.start() <= edit.offset() && edit.end() <= p.end())
                        .reduce((_, inner) -> inner);
        return new EditReport(
                edit.offset(),
                edit.length(),
                part.map(PartSummary::path).orElse("1"),
                part.filter(p -> edit.offset() > 0 && edit.offset() >= p.bodyStart()).isEmpty(),
                message.slice(edit.offset(), edit.end()).latin1(),
                edit.replacement().latin1());
    }

    /** What we sign with stands on top of the copy, and in its own edits alone. */
    private static List<SignatureReport> signatures(Copy copy) {
        List<SignatureReport> signatures = new ArrayList<>();
        for (Edit edit : copy.edits()) {
            if (edit.offset() > 0 || edit.length() > 0) {
                break;
            }
            Matcher field = SIGNATURE.matcher(edit.replacement().latin1());
            while (field.find()) {
                String tags = field.group(1).replaceAll("\\s+", "");
                signatures.add(new SignatureReport(tag(tags, "d"), tag(tags, "s"), tag(tags, "a")));
            }
        }
        return signatures;
    }

    private static String tag(String tags, String name) {
        Matcher value = Pattern.compile("(?:^|;)" + name + "=([^;]*)").matcher(tags);
        return value.find() ? value.group(1) : "";
    }
}
