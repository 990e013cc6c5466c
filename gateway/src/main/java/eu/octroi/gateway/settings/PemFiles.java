// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.Pkcs1;
import eu.octroi.gateway.domain.Pkcs8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that certificates and keys hold what they are used for, and not only that they exist. */
final class PemFiles {
    private static final long BYTES_MAX = 1L << 20;

    /** RFC 8301 section 3.2: verifiers do not accept shorter keys. */
    private static final int DKIM_BITS_MIN = 1024;

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

    private final Settings settings;
    private final Problems problems;

    PemFiles(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void check() {
        Tls tls = settings.tls();
        Optional<Certificate> certificate = tls.certificate().flatMap(this::certificate);
        Optional<PrivateKey> key = tls.key().flatMap(file -> key("tls.key", file));
        if (certificate.isPresent()
                && key.isPresent()
                && !belongTogether(certificate.get(), key.get())) {
            clash("tls.key", tls.key().get(), "must be the key of tls.certificate");
        }
        for (var controller : settings.controllers().entrySet()) {
            String domains = "controllers." + controller.getKey() + ".domains.";
            for (var domain : controller.getValue().domains().entrySet()) {
                String at = domains + domain.getKey();
                SigningDomain how = domain.getValue();
                how.key().ifPresent(file -> dkim(at + ".key", file));
                how.ed25519()
                        .flatMap(SigningDomain.SecondKey::key)
                        .ifPresent(file -> dkimSecond(at + ".ed25519.key", file));
            }
        }
    }

    private void dkim(String at, Path file) {
        Optional<PrivateKey> key = key(at, file);
        if (key.isPresent() && !isLongRsa(key.get())) {
            clash(at, file, "must be an RSA key of at least " + DKIM_BITS_MIN + " bits");
        }
    }

    private void dkimSecond(String at, Path file) {
        if (parsed("Ed25519", file).isEmpty()) {
            clash(at, file, "must hold an unencrypted Ed25519 private key, in PEM (PKCS#8)");
        }
    }

    private static boolean isLongRsa(PrivateKey key) {
        return key instanceof RSAPrivateCrtKey rsa && rsa.getModulus().bitLength() >= DKIM_BITS_MIN;
    }

    private Optional<Certificate> certificate(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (IOException | GeneralSecurityException e) {
            clash("tls.certificate", file, "must hold a PEM certificate, the server's own first");
            return Optional.empty();
        }
    }

    private Optional<PrivateKey> key(String at, Path file) {
        String pem = text(file);
        Optional<PrivateKey> key = parsed(pem);
        if (key.isEmpty()) {
            clash(at, file, "must hold an unencrypted RSA or EC private key" + advice(pem, file));
        }
        return key;
    }

    /** What turns the forms people often have into the one we read. */
    private static String advice(String pem, Path file) {
        return pem.contains("PRIVATE KEY-----")
                ? "; try: openssl pkcs8 -topk8 -nocrypt -in " + file.getFileName() + " -out NEW"
                : ", in PEM";
    }

    private static String text(Path file) {
        try {
            return Files.size(file) > BYTES_MAX
                    ? ""
                    : Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            // It was readable a moment ago; without a text the key is told as wrong.
            return "";
        }
    }

    private static Optional<PrivateKey> parsed(String pem) {
        return pkcs8(pem)
                .flatMap(octets -> Pkcs8.key("RSA", octets).or(() -> Pkcs8.key("EC", octets)));
    }

    private static Optional<PrivateKey> parsed(String algorithm, Path file) {
        return pkcs8(text(file)).flatMap(octets -> Pkcs8.key(algorithm, octets));
    }

    private static Optional<byte[]> pkcs8(String pem) {
        try {
            Matcher block = KEY.matcher(Pkcs1.toPkcs8(pem));
            return block.find()
                    ? Optional.of(Base64.getMimeDecoder().decode(block.group(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static boolean belongTogether(Certificate certificate, PrivateKey key) {
        try {
            Signature signature =
                    Signature.getInstance("SHA256with" + (isRsa(key) ? "RSA" : "ECDSA"));
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            return signature.verify(signed);
        } catch (GeneralSecurityException another) {
            // Keys of another algorithm or length do not even verify.
            return false;
        }
    }

    private static boolean isRsa(PrivateKey key) {
        return key.getAlgorithm().equals("RSA");
    }

    private void clash(String key, Path file, String rule) {
        problems.clash(key, Optional.of(file.toString()), rule);
    }
}
