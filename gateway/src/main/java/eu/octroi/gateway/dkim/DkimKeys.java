// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import com.ibm.icu.text.IDNA;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.SecretFile;
import eu.octroi.gateway.settings.Controller;
import eu.octroi.gateway.settings.SigningDomain;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The signing keys of all sending domains.
 *
 * <p>A generated key is forced to disk before it is used: a key that signed mail and was then lost
 * would leave mail nobody can verify. Immutable.
 */
public final class DkimKeys {
    /** What is generated. */
    static final int BITS = 2048;

    /** RFC 8301 section 3.2: verifiers do not accept shorter keys. */
    static final int BITS_MIN = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(DkimKeys.class);
    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);

    private final Map<String, DkimKey> keys;

    private DkimKeys(Map<String, DkimKey> keys) {
        this.keys = keys;
    }

    /**
     * Loads every configured key and makes those that are to be generated. A retired controller
     * sends no more, so nothing is made for it.
     *
     * @param directory where generated keys live, such as data/keys/dkim; made when missing
     * @throws DkimException when a key cannot be read or is shorter than {@value #BITS_MIN} bits
     */
    public static DkimKeys open(
            Map<ControllerId, Controller> controllers, Path directory, SecureRandom random) {
        Map<String, DkimKey> keys = new TreeMap<>();
        for (Controller controller : controllers.values()) {
            if (!controller.retired()) {
                controller
                        .domains()
                        .forEach((domain, how) -> add(keys, domain, how, directory, random));
            }
        }
        return new DkimKeys(keys);
    }

    /**
     * Loads the keys there are and makes none: for whoever only looks. A domain whose key is still
     * to be generated is left out.
     */
    public static DkimKeys present(Map<ControllerId, Controller> controllers, Path directory) {
        Map<String, DkimKey> keys = new TreeMap<>();
        for (Controller controller : controllers.values()) {
            controller
                    .domains()
                    .forEach(
                            (domain, how) -> {
                                Path file = generated(ascii(domain), how.selector(), directory);
                                if (how.key().isPresent() || Files.exists(file)) {
                                    add(keys, domain, how, directory, new SecureRandom());
                                }
                            });
        }
        return new DkimKeys(keys);
    }

    /** The key of the configured domain equal to or nearest above {@code fromDomain}. */
    public Optional<DkimKey> forDomain(String fromDomain) {
        String domain = ascii(fromDomain);
        DkimKey key = keys.get(domain);
        while (key == null && domain.indexOf('.') >= 0) {
            domain = domain.substring(domain.indexOf('.') + 1);
            key = keys.get(domain);
        }
        return Optional.ofNullable(key);
    }

    /** What to publish (RFC 6376 section 3.6.1), in the order of domain names. */
    public List<DnsRecord> dnsRecords() {
        return keys.values().stream()
                .map(k -> new DnsRecord(k.toString(), "v=DKIM1; k=rsa; p=" + publicKey(k)))
                .toList();
    }

    private static void add(
            Map<String, DkimKey> keys,
            String domain,
            SigningDomain how,
            Path directory,
            SecureRandom random) {
        String ascii = ascii(domain);
        RSAPrivateCrtKey key =
                how.key()
                        .map(PemKey::read)
                        .orElseGet(() -> generated(ascii, how.selector(), directory, random));
        int bits = key.getModulus().bitLength();
        if (bits < BITS_MIN) {
            throw new DkimException(
                    "DKIM key of "
                            + domain
                            + " has "
                            + bits
                            + " bits; at least "
                            + BITS_MIN
                            + " are needed, "
                            + BITS
                            + " are usual");
        }
        if (bits < BITS) {
            LOG.warn("event=dkim-key-short domain={} bits={} recommended={}", ascii, bits, BITS);
        }
        keys.putIfAbsent(ascii, new DkimKey(ascii, how.selector(), key));
    }

    private static RSAPrivateCrtKey generated(
            String domain, String selector, Path directory, SecureRandom random) {
        Path file = generated(domain, selector, directory);
        try {
            if (Files.notExists(file)) {
                SecretFile.create(file, newKey(random).getBytes(StandardCharsets.US_ASCII));
                LOG.info(
                        "event=dkim-key-generated domain={} selector={} bits={}",
                        domain,
                        selector,
                        BITS);
            }
            if (SecretFile.isOpenToOthers(file)) {
                LOG.warn("event=dkim-key-open-to-others domain={} file={}", domain, file);
            }
        } catch (IOException e) {
            throw new DkimException("DKIM key file " + file + " cannot be written", e);
        }
        return PemKey.read(file);
    }

    private static Path generated(String domain, String selector, Path directory) {
        return directory.resolve(domain + "." + selector + ".pem");
    }

    private static String newKey(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, random);
            return PemKey.write((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        }
    }

    static String publicKey(DkimKey key) {
        RSAPrivateCrtKey rsa = key.privateKey();
        try {
            byte[] encoded =
                    KeyFactory.getInstance("RSA")
                            .generatePublic(
                                    new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()))
                            .getEncoded();
            return Base64.getEncoder().encodeToString(encoded);
        } catch (GeneralSecurityException e) {
            throw new DkimException("no public key for " + key, e);
        }
    }

    /** The form domains have in DNS: lower case, internationalised labels as xn--. */
    private static String ascii(String domain) {
        StringBuilder ascii = new StringBuilder();
        IDNA.Info trouble = new IDNA.Info();
        UTS46.nameToASCII(domain, ascii, trouble);
        return trouble.hasErrors() ? domain.toLowerCase(Locale.ROOT) : ascii.toString();
    }
}
