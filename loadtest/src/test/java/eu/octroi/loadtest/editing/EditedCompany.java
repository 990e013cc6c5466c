// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.editing;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.message.AddedFields;
import eu.octroi.gateway.message.ClauseFacts;
import eu.octroi.gateway.message.CopyLinks;
import eu.octroi.gateway.message.MessageScanner;
import eu.octroi.gateway.message.MimeRewriter;
import eu.octroi.gateway.message.PlanResult;
import eu.octroi.gateway.message.RewritePlan;
import eu.octroi.gateway.message.ScanResult;
import eu.octroi.gateway.message.TopFields;
import eu.octroi.gateway.settings.ClauseSets;
import eu.octroi.gateway.settings.Editing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A company whose mail is edited, the way intake edits it. Thread-safe. */
final class EditedCompany {
    static final CopyLinks LINKS =
            new CopyLinks(
                    "https://exemple.fr/u/AQAAAAEAAAABq83vEjRWeJCrze8SNFZ4kAGN"
                            + "fxk3RLZ3iavN7xIzRVZ3iavN7w",
                    "https://exemple.fr/notice/exemple",
                    "prospection.exemple.fr",
                    "01JAB2C3D4E5F6G7H8J9K0M1N2.1");

    private final MimeRewriter rewriter = new MimeRewriter("passerelle.exemple.fr");
    private final ClauseFacts facts = facts();
    private final TopFields top = top();

    /** The plan for a message; empty when it is refused. */
    Optional<RewritePlan> plan(Octets message) {
        return switch (MessageScanner.scan(message)) {
            case ScanResult.Scanned(var scanned) ->
                    switch (rewriter.plan(scanned, facts, top, Editing.DEFAULT)) {
                        case PlanResult.Planned(RewritePlan plan) -> Optional.of(plan);
                        case PlanResult.Unsupported _ -> Optional.empty();
                    };
            case ScanResult.Refused _ -> Optional.empty();
        };
    }

    /** One copy as it would leave, but for its signature. */
    Optional<EditedMessage> copy(Octets message) {
        return plan(message)
                .map(plan -> EditedMessage.of(message, plan.sharedEdits(), plan.copyEdits(LINKS)));
    }

    private static TopFields top() {
        return new TopFields(
                "Received: from outil.exemple.fr ([192.0.2.1]) by passerelle.exemple.fr with"
                        + " ESMTPSA id 01JAB2C3D4E5F6G7H8J9K0M1N2; Mon, 05 Oct 2026 10:00:00 +0000",
                Optional.of("Message-ID: <01JAB2C3D4E5F6G7H8J9K0M1N2@exemple.fr>"),
                Optional.of("Date: Mon, 05 Oct 2026 10:00:00 +0000"),
                new AddedFields(
                        "Exemple",
                        "-:prospection:prospecting:exemple",
                        Optional.empty(),
                        false,
                        false));
    }

    private static ClauseFacts facts() {
        var texts = ClauseSets.shipped().texts(ClauseSets.SHIPPED, Language.FR);
        return new ClauseFacts(
                new ClauseFacts.Identity(
                        "Exemple SAS",
                        "Exemple",
                        "RCS Paris 123 456 789",
                        "1 rue de la Paix, 75002 Paris",
                        "contact@exemple.fr",
                        Optional.empty()),
                List.of(
                        new ClauseFacts.Reasons(
                                texts,
                                "vous présenter nos services",
                                "vous dirigez une entreprise",
                                "répertoire SIRENE de l'Insee")),
                Optional.of(LocalDate.of(2026, 10, 1)),
                new ClauseFacts.Promises(false, false),
                ClauseFacts.Length.LONG,
                new ClauseFacts.Pages(
                        "https://exemple.fr/notice/exemple", "5f3a0c11", "https://exemple.fr/u/"));
    }
}
