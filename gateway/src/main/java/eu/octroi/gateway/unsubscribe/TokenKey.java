// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import javax.crypto.SecretKey;

/**
 * One version of the secret under which tokens are made.
 *
 * @param id 0 to 65535, written into every token
 */
record TokenKey(int id, SecretKey key) {
    TokenKey {
        if (id < 0 || id > 0xFFFF) {
            throw new IllegalArgumentException("token key id " + id);
        }
    }

    /** Only the id: the key never reaches a log. */
    @Override
    public String toString() {
        return "TokenKey[" + id + "]";
    }
}
