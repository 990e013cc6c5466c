// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The relay all mail is handed to.
 *
 * @param username empty means no AUTH; otherwise {@code tls} must be {@code required}
 * @param passwordFile first line is the password
 */
public record Smarthost(
        Endpoint address, TlsUse tls, Optional<String> username, Optional<Path> passwordFile) {

    /** Whether the connection is encrypted. */
    public enum TlsUse {
        NONE,
        /** STARTTLS when offered, any certificate. */
        OPTIONAL,
        /** STARTTLS or nothing, certificate and name verified. */
        REQUIRED
    }
}
