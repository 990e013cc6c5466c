// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.Editing;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;

/** A company, its links and a rewriter, shared by the tests of this room. */
final class Fixture {
    static final CopyLinks LINKS =
            new CopyLinks(
                    "https://exemple.fr/u/AQAAAAEAAAABq83vEjRWeJCrze8SNFZ4kAGN"
                            + "fxk3RLZ3iavN7xIzRVZ3iavN7w",
                    "https://exemple.fr/notice/exemple",
                    "prospection.exemple.fr",
                    "01JAB2C3D4E5F6G7H8J9K0M1N2.1");

    static final AddedFields ADDED =
            new AddedFields(
                    "Exemple", "-:prospection:prospecting:exemple", Optional.empty(), false, false);

    static final TopFields TOP =
            new TopFields(
                    "Received: from outil.exemple.fr ([192.0.2.1]) by passerelle.exemple.fr with"
                        + " ESMTPSA id 01JAB2C3D4E5F6G7H8J9K0M1N2; Mon, 05 Oct 2026 10:00:00 +0000",
                    Optional.of("Message-ID: <01JAB2C3D4E5F6G7H8J9K0M1N2@exemple.fr>"),
                    Optional.of("Date: Mon, 05 Oct 2026 10:00:00 +0000"),
                    ADDED);

    static final ClauseFacts FRENCH = facts(Language.FR);
    static final ClauseFacts ENGLISH = facts(Language.EN);

    private Fixture() {}

    static ClauseFacts facts(Language language) {
        boolean french = language == Language.FR;
        return new ClauseFacts(
                "Société Exemple SAS",
                "RCS Paris 123 456 789",
                "1 rue de la Paix, 75002 Paris",
                "contact@exemple.fr",
                french ? "vous présenter nos logiciels de paie" : "our payroll software",
                french ? "vous dirigez les ressources humaines" : "you head human resources",
                french ? "répertoire SIRENE de l'Insee" : "Insee's SIRENE register",
                Optional.of(LocalDate.of(2026, 10, 1)),
                false,
                language);
    }

    static ClauseFacts named(String controller) {
        return new ClauseFacts(
                controller,
                FRENCH.registration(),
                FRENCH.address(),
                FRENCH.contact(),
                FRENCH.purpose(),
                FRENCH.reason(),
                FRENCH.source(),
                FRENCH.sourceDate(),
                FRENCH.coversAllSending(),
                FRENCH.language());
    }

    static Octets message(String text) {
        return Octets.of(text.replace("\r\n", "\n").replace("\n", "\r\n"));
    }

    static Octets utf8(String text) {
        return Octets.of(
                text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    static ScannedMessage scanned(Octets message) {
        ScanResult result = MessageScanner.scan(message);
        assertThat(result).isInstanceOf(ScanResult.Scanned.class);
        return ((ScanResult.Scanned) result).message();
    }

    static PlanResult plan(Octets message, ClauseFacts facts) {
        return new MimeRewriter("passerelle.exemple.fr")
                .plan(scanned(message), facts, TOP, Editing.DEFAULT);
    }

    static RewritePlan planned(Octets message, ClauseFacts facts) {
        PlanResult result = plan(message, facts);
        assertThat(result).isInstanceOf(PlanResult.Planned.class);
        return ((PlanResult.Planned) result).plan();
    }

    /** The message as the recipient of {@link #LINKS} gets it. */
    static byte[] rewritten(Octets message, ClauseFacts facts) {
        return edited(message, planned(message, facts)).toByteArray();
    }

    static EditedMessage edited(Octets message, RewritePlan plan) {
        return EditedMessage.of(message, plan.sharedEdits(), plan.copyEdits(LINKS));
    }

    static String refusal(Octets message) {
        return switch (MessageScanner.scan(message)) {
            case ScanResult.Refused refused -> refused.tag().word() + ": " + refused.why();
            case ScanResult.Scanned scanned ->
                    switch (new MimeRewriter("passerelle.exemple.fr")
                            .plan(scanned.message(), FRENCH, TOP, Editing.DEFAULT)) {
                        case PlanResult.Planned _ -> "planned";
                        case PlanResult.Unsupported unsupported ->
                                unsupported.tag().word() + ": " + unsupported.why();
                    };
        };
    }
}
