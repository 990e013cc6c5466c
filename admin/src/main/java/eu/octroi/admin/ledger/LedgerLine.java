// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.ledger.LedgerRow;
import eu.octroi.gateway.ledger.StoredRow;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One row of the ledger in words; what a row has not got is null. Immutable.
 *
 * @param id where it stands
 * @param at ISO 8601
 * @param copy message and index, as {@code octroi queue} names copies
 * @param recipient the person's key
 * @param controller its name, or its number when the configuration has it no more
 * @param why tag or reason of a decision
 * @param clauses what they said, as {@code octroi ledger render} renders it
 * @param response the next hop's reply; of an acceptance, what was done to the message
 * @param count above 1 for a refusal that came again within its minute
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerLine(
        String id,
        String at,
        String event,
        @Nullable String copy,
        @Nullable String recipient,
        String credential,
        @Nullable String stream,
        @Nullable String controller,
        @Nullable String campaign,
        @Nullable String source,
        @Nullable String why,
        @Nullable String clauses,
        @Nullable String response,
        long count) {
    /** Names of the columns, in the order of {@link #values()}. */
    static final List<String> COLUMNS =
            List.of(
                    "id",
                    "at",
                    "event",
                    "copy",
                    "recipient",
                    "credential",
                    "stream",
                    "controller",
                    "campaign",
                    "source",
                    "why",
                    "clauses",
                    "response",
                    "count");

    /**
     * The line of a row.
     *
     * @param names of the controllers the configuration has
     */
    public static LedgerLine of(
            StoredRow stored, Function<ControllerNumber, Optional<ControllerId>> names) {
        LedgerRow row = stored.row();
        LedgerRow.Sender sender = row.sender();
        LedgerRow.Evidence evidence = row.evidence();
        return new LedgerLine(
                stored.id().toString(),
                row.at().toString(),
                row.event().word(),
                row.copy().map(copy -> copy.message() + "." + copy.index()).orElse(null),
                row.recipient().map(PersonKey::toString).orElse(null),
                sender.credential().value(),
                sender.stream().map(StreamId::value).orElse(null),
                sender.controller().map(number -> name(number, names)).orElse(null),
                sender.campaign().map(CampaignId::value).orElse(null),
                evidence.source().map(SourceId::value).orElse(null),
                said(evidence.why()),
                said(evidence.clauses()),
                said(evidence.response()),
                row.count());
    }

    /** As they stand in a row of CSV. */
    List<@Nullable Object> values() {
        return Arrays.asList(
                id,
                at,
                event,
                copy,
                recipient,
                credential,
                stream,
                controller,
                campaign,
                source,
                why,
                clauses,
                response,
                count);
    }

    private static String name(
            ControllerNumber number, Function<ControllerNumber, Optional<ControllerId>> names) {
        return names.apply(number)
                .map(ControllerId::value)
                .orElseGet(() -> Integer.toString(number.value()));
    }

    private static @Nullable String said(String text) {
        return text.isEmpty() ? null : text;
    }
}
