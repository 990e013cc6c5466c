// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.ContactKeys;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.domain.StreamId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How copies that may have arrived lie in the table {@code contact}. */
final class ContactRows {
    /** Of a file that an earlier version wrote, entries alone tell who was reached. */
    static final String SELECT_DELIVERED =
            "SELECT message, copy, stream, controller, recipient, NULL, at FROM entry"
                    + " WHERE event = 1 AND message IS NOT NULL AND at >= ?";

    static final String SELECT =
            "SELECT message, copy, stream, controller, person, company, at FROM contact"
                    + " WHERE at >= ?";

    static final String TABLE = "contact";

    private static final String INSERT =
            "INSERT OR IGNORE INTO contact (message, copy, stream, controller, person, company, at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";

    private ContactRows() {}

    /** Whom the copy may have reached; empty where it has not, or nobody counts such mail. */
    static Optional<Contacted> of(SpoolEvent.Settled settled, ContactKeys keys) {
        if (!settled.outcome().mayHaveArrived() || !settled.origin().streamClass().isCounted()) {
            return Optional.empty();
        }
        ControllerNumber controller = settled.origin().controller();
        List<PersonKey> company = keys.company(controller, settled.to());
        return Optional.of(
                new Contacted(
                        new CopyId(settled.message(), settled.copy()),
                        settled.origin().stream(),
                        controller,
                        keys.person(controller, settled.to()).getFirst(),
                        company.reversed().stream().findFirst(),
                        settled.outcome().at()));
    }

    static void insert(Connection connection, Contacted contacted) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setBytes(1, contacted.copy().message().toByteArray());
            insert.setInt(2, contacted.copy().index());
            insert.setString(3, contacted.stream().value());
            insert.setInt(4, contacted.controller().value());
            insert.setBytes(5, contacted.person().toByteArray());
            insert.setBytes(6, contacted.company().map(PersonKey::toByteArray).orElse(null));
            insert.setLong(7, contacted.at().toEpochMilli());
            insert.executeUpdate();
        }
    }

    static Contacted read(ResultSet row) throws SQLException {
        return new Contacted(
                new CopyId(MessageId.of(row.getBytes(1)), row.getInt(2)),
                new StreamId(row.getString(3)),
                new ControllerNumber(row.getInt(4)),
                PersonKey.of(row.getBytes(5)),
                Optional.ofNullable(row.getBytes(6)).map(PersonKey::of),
                Instant.ofEpochMilli(row.getLong(7)));
    }
}
