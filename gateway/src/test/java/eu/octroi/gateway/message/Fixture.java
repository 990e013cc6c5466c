// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.ClauseTexts;
import eu.octroi.gateway.settings.Editing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** A company, its links and a rewriter, shared by the tests of this room. */
public final class Fixture {
    static final String HOSTNAME = "passerelle.exemple.fr";

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

    public static final ClauseFacts FRENCH = facts(Language.FR);
    static final ClauseFacts ENGLISH = facts(Language.EN);

    private Fixture() {}

    static ClauseFacts facts(Language... languages) {
        return new ClauseFacts(
                new ClauseFacts.Identity(
                        "Société Exemple SAS",
                        "Exemple",
                        "RCS Paris 123 456 789",
                        "1 rue de la Paix, 75002 Paris",
                        "contact@exemple.fr",
                        Optional.empty()),
                Arrays.stream(languages).map(Fixture::reasons).toList(),
                Optional.of(LocalDate.of(2026, 10, 1)),
                new ClauseFacts.Promises(false, false),
                ClauseFacts.Length.LONG,
                new ClauseFacts.Pages(LINKS.noticeUrl(), "0a1b2c3d", "https://exemple.fr/u/"));
    }

    static ClauseFacts.Reasons reasons(Language language) {
        return switch (language) {
            case FR ->
                    new ClauseFacts.Reasons(
                            texts(language),
                            "vous présenter nos logiciels de paie",
                            "vous dirigez les ressources humaines",
                            "répertoire SIRENE de l'Insee");
            case EN ->
                    new ClauseFacts.Reasons(
                            texts(language),
                            "our payroll software",
                            "you head human resources",
                            "Insee's SIRENE register");
        };
    }

    /** The shipped texts. */
    static ClauseTexts texts(Language language) {
        String name = "/clauses/octroi-1." + language.code() + ".yaml";
        try (InputStream in = Fixture.class.getResourceAsStream(name)) {
            String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ClauseTexts.read(file).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ClauseFacts named(String controller) {
        return named(FRENCH, controller);
    }

    static ClauseFacts named(ClauseFacts facts, String controller) {
        ClauseFacts.Identity of = facts.identity();
        return with(
                facts,
                new ClauseFacts.Identity(
                        controller,
                        of.brand(),
                        of.registration(),
                        of.address(),
                        of.contact(),
                        of.agency()));
    }

    static ClauseFacts sentBy(ClauseFacts facts, String agency) {
        ClauseFacts.Identity of = facts.identity();
        return with(
                facts,
                new ClauseFacts.Identity(
                        of.controller(),
                        of.brand(),
                        of.registration(),
                        of.address(),
                        of.contact(),
                        Optional.of(agency)));
    }

    static ClauseFacts with(ClauseFacts facts, ClauseFacts.Identity identity) {
        return new ClauseFacts(
                identity,
                facts.reasons(),
                facts.sourceDate(),
                facts.promises(),
                facts.length(),
                facts.pages());
    }

    static ClauseFacts promising(ClauseFacts facts, boolean allOffers, boolean replyStop) {
        return new ClauseFacts(
                facts.identity(),
                facts.reasons(),
                facts.sourceDate(),
                new ClauseFacts.Promises(allOffers, replyStop),
                facts.length(),
                facts.pages());
    }

    static ClauseFacts shortened(ClauseFacts facts) {
        return new ClauseFacts(
                facts.identity(),
                facts.reasons(),
                facts.sourceDate(),
                facts.promises(),
                ClauseFacts.Length.SHORT,
                facts.pages());
    }

    static ClauseFacts dated(ClauseFacts facts, Optional<LocalDate> date) {
        return new ClauseFacts(
                facts.identity(),
                facts.reasons(),
                date,
                facts.promises(),
                facts.length(),
                facts.pages());
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
        return plan(message, facts, Editing.DEFAULT);
    }

    static PlanResult plan(Octets message, ClauseFacts facts, Editing editing) {
        return new MimeRewriter(HOSTNAME).plan(scanned(message), facts, TOP, editing);
    }

    static RewritePlan planned(Octets message, ClauseFacts facts) {
        return planned(message, facts, Editing.DEFAULT);
    }

    static RewritePlan planned(Octets message, ClauseFacts facts, Editing editing) {
        PlanResult result = plan(message, facts, editing);
        assertThat(result).isInstanceOf(PlanResult.Planned.class);
        return ((PlanResult.Planned) result).plan();
    }

    /** The message as the recipient of {@link #LINKS} gets it. */
    public static byte[] rewritten(Octets message, ClauseFacts facts) {
        return edited(message, planned(message, facts)).toByteArray();
    }

    static EditedMessage edited(Octets message, RewritePlan plan) {
        return EditedMessage.of(message, plan.sharedEdits(), plan.copyEdits(LINKS));
    }

    /** What becomes of the message, as the tables of verdicts have it. */
    public static String verdict(Octets message) {
        return verdict(message, Editing.DEFAULT);
    }

    static String verdict(Octets message, Editing editing) {
        return switch (MessageScanner.scan(message)) {
            case ScanResult.Refused refused -> refused.tag().word() + ": " + refused.why();
            case ScanResult.Scanned scanned ->
                    switch (new MimeRewriter(HOSTNAME)
                            .plan(scanned.message(), FRENCH, TOP, editing)) {
                        case PlanResult.Planned planned -> planned.plan().treatment().summary();
                        case PlanResult.Unsupported unsupported ->
                                unsupported.tag().word() + ": " + unsupported.why();
                    };
        };
    }
}
