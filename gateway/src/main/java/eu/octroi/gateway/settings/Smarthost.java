// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The relay all mail is handed to.
 *
 * @param address host:port; mandatory
 * @param tls none, optional or required; default optional
 * @param username for AUTH; needs tls: required and password-file; default empty: no AUTH
 * @param passwordFile its first line is the password; relative to the configuration file; default
 *     empty
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
