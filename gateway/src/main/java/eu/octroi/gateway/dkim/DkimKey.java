// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.security.interfaces.RSAPrivateCrtKey;

/**
 * The key with which one domain signs. Two keys are equal only when they are the same object, and
 * the private part is never printed. Immutable.
 */
public final class DkimKey {
    private final String domain;
    private final String selector;
    private final RSAPrivateCrtKey key;

    DkimKey(String domain, String selector, RSAPrivateCrtKey key) {
        this.domain = domain;
        this.selector = selector;
        this.key = key;
    }

    /** The signing domain (d=), in lower case and in ASCII form. */
    public String domain() {
        return domain;
    }

    /** Where under the domain the public key is published (s=). */
    public String selector() {
        return selector;
    }

    RSAPrivateCrtKey privateKey() {
        return key;
    }

    @Override
    public String toString() {
        return selector + "._domainkey." + domain;
    }
}
