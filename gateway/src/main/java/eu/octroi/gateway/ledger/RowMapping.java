// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.domain.StreamId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How rows lie in the columns of their tables, in the order in which they are digested. */
final class RowMapping {
    /** Of {@code entry}; columns are only ever added at the end. */
    static final String COLUMNS =
            "recipient, at, sequence, event, message, copy, credential, stream, controller,"
                    + " campaign, source, why, clauses, response, count";

    /** One for each of the {@link #COLUMNS}. */
    static final String PLACES = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

    /** Of {@code intervention}. */
    static final String INTERVENTION_COLUMNS = "message, copy, at, kind, author, reason, sequence";

    /** Of {@code repetition}. */
    static final String REPETITION_COLUMNS = "sequence, refusal, times";

    private static final String TOTAL =
            "count + (SELECT coalesce(sum(times), 0) FROM repetition"
                    + " WHERE refusal = entry.sequence) AS count";

    private RowMapping() {}

    /** What to select for {@link #read} from a file of this version. */
    static String selection(int version) {
        return version < MonthSchema.CHAINED
                ? COLUMNS
                : COLUMNS.substring(0, COLUMNS.lastIndexOf("count")) + TOTAL;
    }

    static List<@Nullable Object> values(LedgerRow row, long sequence) {
        LedgerRow.Sender sender = row.sender();
        LedgerRow.Evidence evidence = row.evidence();
        return Arrays.asList(
                row.recipient().map(PersonKey::toByteArray).orElse(new byte[0]),
                row.at().toEpochMilli(),
                sequence,
                row.event().code(),
                row.copy().map(copy -> copy.message().toByteArray()).orElse(null),
                row.copy().map(LedgerRow.CopyOf::index).orElse(null),
                sender.credential().value(),
                sender.stream().map(StreamId::value).orElse(null),
                sender.controller().map(ControllerNumber::value).orElse(null),
                sender.campaign().map(CampaignId::value).orElse(null),
                evidence.source().map(SourceId::value).orElse(null),
                evidence.why(),
                evidence.clauses(),
                evidence.response(),
                row.count());
    }

    static List<@Nullable Object> values(SpoolEvent.Intervened event, long sequence) {
        Intervention intervention = event.intervention();
        return Arrays.asList(
                event.message().toByteArray(),
                event.copy(),
                intervention.at().toEpochMilli(),
                intervention.kind().code(),
                intervention.author(),
                intervention.reason(),
                sequence);
    }

    static LedgerRow read(ResultSet row) throws SQLException {
        byte[] recipient = row.getBytes("recipient");
        return new LedgerRow(
                Instant.ofEpochMilli(row.getLong("at")),
                Event.ofCode(row.getInt("event")),
                recipient.length == 0 ? Optional.empty() : Optional.of(PersonKey.of(recipient)),
                Optional.ofNullable(row.getBytes("message")).map(id -> copy(id, row)),
                sender(row),
                new LedgerRow.Evidence(
                        Optional.ofNullable(row.getString("source")).map(SourceId::new),
                        row.getString("why"),
                        row.getString("clauses"),
                        row.getString("response")),
                row.getLong("count"));
    }

    private static LedgerRow.Sender sender(ResultSet row) throws SQLException {
        int controller = row.getInt("controller");
        return new LedgerRow.Sender(
                new CredentialId(row.getString("credential")),
                Optional.ofNullable(row.getString("stream")).map(StreamId::new),
                controller == 0 ? Optional.empty() : Optional.of(new ControllerNumber(controller)),
                Optional.ofNullable(row.getString("campaign")).map(CampaignId::new));
    }

    private static LedgerRow.CopyOf copy(byte[] message, ResultSet row) {
        try {
            return new LedgerRow.CopyOf(MessageId.of(message), row.getInt("copy"));
        } catch (SQLException failure) {
            throw new LedgerException("reading a row", failure);
        }
    }
}
