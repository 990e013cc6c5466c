// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.credentials;

import eu.octroi.admin.running.RunningGateway;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.DataDirectoryLockedException;

/**
 * Finds the way to the credentials: whoever finds the data directory locked asks the gateway that
 * owns it, and whoever finds it free becomes the owner for a while.
 */
public final class Credentials {
    private Credentials() {}

    /** Those of {@code settings.data()}, which must be a data directory. */
    public static CredentialAccess open(Settings settings) {
        try {
            return OwnCredentials.open(DataDirectory.open(settings.data()), settings);
        } catch (DataDirectoryLockedException running) {
            return new RemoteCredentials(RunningGateway.in(settings.data()));
        }
    }
}
