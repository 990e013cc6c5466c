// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Our certificate for SMTP; STARTTLS is offered when both files are set. They are read again when
 * they change.
 *
 * @param certificate PEM chain, leaf first; relative to the configuration file; default empty
 * @param key PEM private key, PKCS#1 or PKCS#8; relative to the configuration file; default empty
 */
public record Tls(Optional<Path> certificate, Optional<Path> key) {
    public boolean isSet() {
        return certificate.isPresent() && key.isPresent();
    }
}
