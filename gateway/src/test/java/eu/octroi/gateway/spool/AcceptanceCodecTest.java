// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.CapReservation;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.RecipientWishes.Moment;
import eu.octroi.gateway.domain.ReportWishes;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class AcceptanceCodecTest {
    private static final RecipientWishes NEVER =
            new RecipientWishes(Optional.of(Set.of()), Optional.empty());
    private static final RecipientWishes NAMED =
            new RecipientWishes(
                    Optional.of(Set.of(Moment.SUCCESS, Moment.DELAY)),
                    Optional.of("rfc822;b@example.org"));

    @Property(tries = 200)
    void whatIsWrittenIsRead(
            @ForAll("acceptances") Acceptance acceptance, @ForAll byte[] original) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(AcceptanceCodec.edits(acceptance));
        body.writeBytes(original);

        SpooledMessage read =
                AcceptanceCodec.message(
                        AcceptanceCodec.head(acceptance), Octets.of(body.toByteArray()));

        assertThat(read).isEqualTo(new SpooledMessage(acceptance, Octets.of(original)));
    }

    @Provide
    Arbitrary<Acceptance> acceptances() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        edits(),
                        copies(),
                        addresses().optional(),
                        Arbitraries.of(true, false),
                        quotes(),
                        Arbitraries.of(RecipientWishes.NONE, NEVER, NAMED))
                .as(
                        (id, edits, copies, from, utf8, quote, wishes) ->
                                new Acceptance(
                                        new MessageId(id, ~id),
                                        Mails.NOW.plusNanos(id & 0xFFFFFF),
                                        Mails.ORIGIN,
                                        new ReversePath(from),
                                        utf8,
                                        edits,
                                        copies,
                                        Treatment.NONE,
                                        new ReportWishes(
                                                quote,
                                                quote.map(q -> "name " + q),
                                                Collections.nCopies(copies.size(), wishes))));
    }

    private static Arbitrary<Optional<ReportWishes.Quote>> quotes() {
        return Arbitraries.of(ReportWishes.Quote.values()).optional();
    }

    /** The head of a message without wishes ends where the heads of older versions end. */
    @Test
    void aHeadThatSaysNothingOfReportsAsksNothing() {
        Acceptance silent = Mails.acceptance(1);
        Acceptance asking =
                new Acceptance(
                        silent.id(),
                        silent.acceptedAt(),
                        silent.origin(),
                        silent.from(),
                        silent.smtpUtf8(),
                        silent.sharedEdits(),
                        silent.copies(),
                        silent.treatment(),
                        new ReportWishes(Optional.empty(), Optional.of("name"), List.of()));

        byte[] head = AcceptanceCodec.head(silent);

        assertThat(AcceptanceCodec.acceptance(head).wishes()).isEqualTo(ReportWishes.NONE);
        assertThat(AcceptanceCodec.head(asking)).startsWith(head).hasSizeGreaterThan(head.length);
    }

    private static Arbitrary<List<Copy>> copies() {
        return Combinators.combine(
                        addresses(),
                        verdicts(),
                        Arbitraries.of("", "fr-1", "en-12"),
                        Arbitraries.of("sirene", "salon.2026").map(SourceId::new).optional(),
                        edits())
                .as(Copy::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static Arbitrary<EmailAddress> addresses() {
        return Arbitraries.of("anne", "\"a b\"", "élodie", "x+y")
                .flatMap(
                        local ->
                                Arbitraries.of("example.org", "[192.0.2.1]", "épée.fr")
                                        .map(domain -> new EmailAddress(local, domain)));
    }

    private static Arbitrary<Verdict> verdicts() {
        return Arbitraries.oneOf(
                Arbitraries.of(Verdict.Deliver.DELIVER, Verdict.Undecided.UNDECIDED),
                Arbitraries.of(Tag.values()).map(Verdict.Refused::new),
                Combinators.combine(
                                Arbitraries.of(true, false),
                                Arbitraries.of(true, false),
                                Arbitraries.of(Mails.NOW).optional())
                        .as(CapReservation::new)
                        .map(Verdict.Deliver::new),
                Combinators.combine(
                                Arbitraries.of(Cap.Per.values()),
                                Arbitraries.integers().between(1, 1_000_000),
                                Arbitraries.of(true, false))
                        .as(
                                (per, max, isForNow) ->
                                        new Verdict.Capped(
                                                new Cap(per, max, Duration.ofSeconds(max)),
                                                Mails.NOW,
                                                isForNow)),
                Combinators.combine(Arbitraries.of(Scope.values()), Arbitraries.of(Reason.values()))
                        .as(
                                (scope, reason) ->
                                        new Verdict.Suppressed(
                                                new SuppressionEntry(scope, reason, Mails.NOW))));
    }

    private static Arbitrary<List<Edit>> edits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1 << 20),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.strings().ascii().ofMaxLength(300).map(Octets::of))
                .as(Edit::new)
                .list()
                .ofMaxSize(4);
    }
}
