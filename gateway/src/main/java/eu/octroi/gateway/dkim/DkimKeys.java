// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.settings.Controller;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The signing keys of all sending domains. Immutable. */
public final class DkimKeys {
    private DkimKeys() {}

    /**
     * Loads every configured key and makes those that are to be generated.
     *
     * @param directory where generated keys live, such as data/keys/dkim; made when missing
     */
    public static DkimKeys open(
            Map<ControllerId, Controller> controllers, Path directory, SecureRandom random) {
        throw new UnsupportedOperationException();
    }

    /** The key of the configured domain equal to or nearest above {@code fromDomain}. */
    public Optional<DkimKey> forDomain(String fromDomain) {
        throw new UnsupportedOperationException();
    }

    /** What to publish, in the order of domain names. */
    public List<DnsRecord> dnsRecords() {
        throw new UnsupportedOperationException();
    }
}
