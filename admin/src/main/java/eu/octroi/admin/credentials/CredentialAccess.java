// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.credentials;

import java.io.Closeable;
import java.util.List;

/**
 * The credentials of one data directory, whoever owns that directory. Every call waits until it is
 * done, and fails with a {@link RuntimeException} that says why when it cannot be.
 */
public interface CredentialAccess extends Closeable {
    /** Adds one; it is good when this returns. */
    AddedCredential add(CredentialOrder order);

    /** Those of the configuration and those of the record, by name, revoked ones too. */
    List<CredentialLine> list();

    /** Revokes one at once; whether it was not revoked before. */
    boolean revoke(String name);

    @Override
    void close();
}
