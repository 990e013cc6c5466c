// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.ledger;

import eu.octroi.admin.running.RunningGateway;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.DataDirectoryLockedException;

/**
 * Finds the way to a ledger: whoever finds the data directory locked asks the gateway that owns it,
 * and whoever finds it free reads it.
 */
public final class Ledgers {
    private Ledgers() {}

    /** Opens the ledger of {@code settings.data()}, which must be a data directory. */
    public static LedgerAccess open(Settings settings) {
        try {
            return new OwnLedger(DataDirectory.open(settings.data()), settings);
        } catch (DataDirectoryLockedException running) {
            return new RemoteLedger(RunningGateway.in(settings.data()));
        }
    }
}
