// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.consent.ConsentImportReport;
import eu.octroi.gateway.consent.Recorded;
import eu.octroi.gateway.domain.ControllerId;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The recorded consents of one data directory, whoever owns that directory. Every call waits until
 * it is done, and fails with {@link ListAccessException} when it cannot be.
 */
public interface ConsentAccess extends Closeable {

    /**
     * Records a proof; forced on disk when it returns.
     *
     * @param proof its fields by name; what is not complete is refused with all it lacks
     */
    Recorded add(ControllerId controller, String address, Map<String, String> proof);

    /** All that was ever recorded of a person. */
    ConsentAnswers show(ControllerId controller, String address);

    /** Withdraws and opposes; whether there was anything to withdraw. */
    boolean withdraw(ControllerId controller, String address);

    /** Reads a file of proofs to its end; {@code in} stays open. */
    ConsentImportReport importFile(ControllerId controller, InputStream in, boolean dryRun)
            throws IOException;

    @Override
    void close();
}
