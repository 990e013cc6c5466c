// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

/** By what a client says it is a user. */
public sealed interface Evidence {
    String user();

    /** PLAIN or LOGIN: the password itself, still to be checked. */
    record Password(String user, String password) implements Evidence {
        /** Never the password. */
        @Override
        public String toString() {
            return "Password[]";
        }
    }

    /**
     * SCRAM: a proof of the password, checked already; what is left to ask is whether this user may
     * log in from there now.
     */
    record Proof(String user, boolean isRight) implements Evidence {}
}
