// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.Smarthost.TlsUse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How we present ourselves to the next hop. Immutable.
 *
 * @param hostname what EHLO says
 * @param login credentials; sent only when {@code tls} is required and stands
 */
record SessionRules(String hostname, TlsUse tls, Optional<Login> login) {

    /** A user and a password, shown nowhere. */
    record Login(String username, String password) {
        /** The initial response of AUTH PLAIN, RFC 4616 section 2. */
        String plain() {
            String response = "\0" + username + "\0" + password;
            return Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Login[]";
        }
    }
}
