// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.suppression.Change;
import eu.octroi.gateway.suppression.Corrections.Approval;
import eu.octroi.gateway.suppression.ImportOptions;
import eu.octroi.gateway.suppression.ImportProgress;
import eu.octroi.gateway.suppression.ImportReport;
import eu.octroi.gateway.suppression.RebuildProgress;
import eu.octroi.gateway.suppression.Removal;
import eu.octroi.gateway.suppression.Subject;
import eu.octroi.gateway.suppression.Verification;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The suppression list of one data directory, whoever owns that directory. Every call waits until
 * it is done, and fails with {@link ListAccessException} when it cannot be.
 */
public interface ListAccess extends Closeable {

    /** Adds an entry; forced on disk and in the index when it returns. */
    Change add(
            ControllerId controller,
            Subject subject,
            Reason reason,
            Channel channel,
            Optional<Instant> since);

    /** Lifts one reason of a subject, save what the recipient asked for (B-13). */
    Removal remove(ControllerId controller, Subject subject, Reason reason, String why);

    /** Asks for a correction of what a recipient asked for; returns its number. */
    long correct(
            ControllerId controller, Subject subject, Reason reason, String author, String why);

    /** Agrees to a correction as the second person, and lifts. */
    Approval approve(ControllerId controller, long id, Subject subject, String author);

    /** What waits for a second person. */
    List<CorrectionAnswer> corrections();

    Optional<SuppressionEntry> check(ControllerId controller, Subject subject);

    /**
     * Reads a list to its end; {@code in} stays open.
     *
     * @throws IOException when {@code in} fails; what was read before is added
     */
    ImportReport importList(
            ControllerId controller, InputStream in, ImportOptions options, ImportProgress progress)
            throws IOException;

    /**
     * Writes all entries of a controller as CSV; returns how many rows, header aside.
     *
     * @throws IOException when {@code out} fails
     */
    long export(ControllerId controller, Writer out) throws IOException;

    ListFigures figures();

    /**
     * Checks the journal and the index (B-28).
     *
     * @param checkpoint of an earlier check, which must still be in the journal
     */
    Verification verify(Optional<String> checkpoint, RebuildProgress progress);

    @Override
    void close();
}
