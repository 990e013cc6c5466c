// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.QueryParams;

import eu.octroi.admin.queue.Span;
import eu.octroi.gateway.delivery.Selection;
import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.StreamId;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads from a query which copies are meant. */
final class Selections {
    private Selections() {}

    /** What the parameters name; everything when they name nothing. */
    static Selection of(QueryParams query, Clock clock) {
        Optional<CopyId> copy = word(query, "id").flatMap(CopyId::parse);
        return new Selection(
                word(query, "domain").map(text -> text.toLowerCase(Locale.ROOT)),
                word(query, "older-than").map(text -> before(text, clock)),
                word(query, "campaign").map(CampaignId::new),
                word(query, "stream").map(StreamId::new),
                copy.map(CopyId::message).or(() -> word(query, "id").map(Selections::message)),
                copy.map(CopyId::index).map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    /** The same for an order: everything is meant only if {@code all=true} says so. */
    static Selection forOrder(QueryParams query, Clock clock) {
        Selection selection = of(query, clock);
        if (selection.isAll() && !word(query, "all").equals(Optional.of("true"))) {
            throw Questions.bad(
                    "say which copies: domain, older-than, campaign, stream or id; or all=true");
        }
        return selection;
    }

    static Duration span(String text) {
        return Span.parse(text)
                .orElseThrow(() -> Questions.bad("a length of time is such as 90s, 15m, 2h, 3d"));
    }

    /** A parameter that says something. */
    static Optional<String> word(QueryParams query, String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isBlank());
    }

    private static Instant before(String text, Clock clock) {
        return clock.instant().minus(span(text));
    }

    private static MessageId message(String text) {
        return MessageId.parse(text)
                .orElseThrow(
                        () ->
                                Questions.bad(
                                        "id is that of a message, 26 characters, or of a copy:"
                                                + " the same, a dot and its number"));
    }
}
