// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamId;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** How a row lies in the columns of the table {@code entry}. */
final class RowMapping {
    /** In the order of {@link #bind}, without the sequence. */
    static final String COLUMNS =
            "recipient, at, event, message, copy, credential, stream, controller, campaign,"
                    + " source, why, clauses, response, count";

    private RowMapping() {}

    static byte[] recipient(Optional<PersonKey> key) {
        return key.map(PersonKey::toByteArray).orElse(new byte[0]);
    }

    static void bind(PreparedStatement insert, LedgerRow row, long sequence) throws SQLException {
        insert.setBytes(1, recipient(row.recipient()));
        insert.setLong(2, row.at().toEpochMilli());
        insert.setLong(3, sequence);
        insert.setInt(4, row.event().code());
        insert.setBytes(5, row.copy().map(c -> c.message().toByteArray()).orElse(null));
        insert.setObject(6, row.copy().map(LedgerRow.CopyOf::index).orElse(null));
        insert.setString(7, row.sender().credential().value());
        insert.setString(8, row.sender().stream().map(StreamId::value).orElse(null));
        insert.setObject(9, row.sender().controller().map(ControllerNumber::value).orElse(null));
        insert.setString(10, row.sender().campaign().map(CampaignId::value).orElse(null));
        insert.setString(11, row.evidence().source().map(SourceId::value).orElse(null));
        insert.setString(12, row.evidence().why());
        insert.setString(13, row.evidence().clauses());
        insert.setString(14, row.evidence().response());
        insert.setLong(15, row.count());
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
