// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.intake.Explanation.CopyReport;
import eu.octroi.gateway.message.ScannedMessage;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the message itself led to, in words: who writes, from which source, in which language. */
final class ExplainedFacts {
    private ExplainedFacts() {}

    /** What was found before the edits were planned. */
    static void found(
            ExplanationDraft draft,
            MessageEditor editor,
            StreamRules rules,
            ScannedMessage message) {
        String domain = message.from().domain();
        draft.decided(
                "author",
                message.from().toString(),
                rules.ownDomain(domain.toLowerCase(Locale.ROOT))
                        .map(own -> "the domain " + own + " is the controller's")
                        .orElse("the domain is none of the controller's"));
        draft.decided("subject", message.header("Subject").orElse(""), "as a reader sees it");
        StreamClass streamClass = rules.stream().streamClass();
        if (streamClass == StreamClass.TRANSACTIONAL || streamClass == StreamClass.REPORT) {
            draft.decided("clauses", "none", "mail of class " + streamClass.word());
            return;
        }
        switch (editor.facts(rules, message)) {
            case ClauseFactsFinder.Found.Missing(var tag, String why) ->
                    draft.decided(tag.word(), "missing", why);
            case ClauseFactsFinder.Found.Facts(var facts, var source) -> {
                draft.decided(
                        "source",
                        source.toString(),
                        message.fields().source().isPresent()
                                ? "named by X-Octroi-Source"
                                : "the stream's");
                String languages =
                        facts.reasons().stream()
                                .map(reasons -> reasons.texts().language().code())
                                .collect(Collectors.joining(" and "));
                draft.decided("language", languages, language(message));
            }
        }
    }

    private static String language(ScannedMessage message) {
        if (message.fields().languages().isPresent()) {
            return "named by X-Octroi-Language";
        }
        if (message.languages().isEmpty()) {
            return "the controller's";
        }
        return message.header("Content-Language").isPresent()
                ? "named by Content-Language"
                : "the lang attribute of its HTML";
    }

    /** What came of the edits. */
    static void done(ExplanationDraft draft, Acceptance acceptance, List<CopyReport> copies) {
        String versions =
                acceptance.copies().stream()
                        .map(Copy::clauses)
                        .filter(version -> !version.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(", "));
        if (!versions.isEmpty()) {
            draft.decided("clauses", versions, "version of the texts, as the ledger keeps it");
        }
        draft.decided(
                "structure",
                acceptance.treatment().kind().word(),
                String.join(" ", acceptance.treatment().notes()));
        acceptance
                .treatment()
                .toolUnsubscribe()
                .ifPresent(uri -> draft.decided("tool-unsubscribe", uri, "kept in the ledger"));
        draft.decided(
                "next-hop",
                acceptance.smtpUtf8() ? "must speak SMTPUTF8" : "any SMTP server",
                acceptance.smtpUtf8()
                        ? "header fields or addresses are in UTF-8"
                        : "the copy is 7-bit");
        for (CopyReport copy : copies.stream().limit(1).toList()) {
            copy.signatures()
                    .forEach(
                            s ->
                                    draft.decided(
                                            "signature",
                                            s.domain() + ", selector " + s.selector(),
                                            s.algorithm()));
            if (copy.signatures().isEmpty()) {
                draft.decided("signature", "none", "no key, or a stream that does not sign");
            }
        }
    }
}
