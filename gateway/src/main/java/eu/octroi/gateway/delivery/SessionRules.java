// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How we present ourselves to the next hop. Immutable.
 *
 * @param hostname what EHLO says
 * @param tls what it must prove before mail goes over the connection
 * @param login credentials; sent only once TLS has proved who gets them
 */
record SessionRules(String hostname, TlsDemand tls, Optional<Login> login) {
    /** The same toward whoever demands this. */
    SessionRules demanding(TlsDemand demand) {
        return new SessionRules(hostname, demand, login);
    }

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
