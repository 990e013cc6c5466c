// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Where RSA is computed. The native provider signs about three times as often in a second as the
 * JDK's, and RSA is most of what a copy costs. Immutable.
 */
record RsaProvider(Provider provider) {
    private static final Logger LOG = LoggerFactory.getLogger(RsaProvider.class);

    /** The native provider when its library loads on this machine, otherwise the JDK's. */
    static RsaProvider fastest() {
        Throwable trouble = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        if (trouble == null) {
            return accp();
        }
        LOG.info("event=dkim-native-provider loaded=false why=\"{}\"", trouble.toString());
        return jdk();
    }

    static RsaProvider accp() {
        return new RsaProvider(AmazonCorrettoCryptoProvider.INSTANCE);
    }

    static RsaProvider jdk() {
        return new RsaProvider(Security.getProvider("SunRsaSign"));
    }

    String name() {
        return provider.getName();
    }

    /**
     * The key in this provider's own form. To be done once for a key: converting it for each
     * signature costs more than the signature.
     */
    PrivateKey adopt(PrivateKey key) {
        try {
            return KeyFactory.getInstance("RSA", provider)
                    .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new DkimException(name() + " does not take the RSA key", e);
        }
    }

    byte[] sign(PrivateKey adopted, ByteBuffer octets) {
        try {
            Signature signature = Signature.getInstance(KeyAlgorithm.RSA.signature(), provider);
            signature.initSign(adopted);
            signature.update(octets);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new DkimException("signing failed with " + name(), e);
        }
    }
}
