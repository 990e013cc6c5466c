// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of our own and what it signs, made by the JDK's keytool in one key store. */
final class Certificates {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path file;

    Certificates(Path file) throws IOException, InterruptedException {
        this.file = file;
        keytool("ca", "-dname", "CN=Test authority", "-ext", "bc:c");
    }

    /** A certificate for the host {@code name}, valid for ten days from {@code start}. */
    Certificates sign(String alias, String name, String start)
            throws IOException, InterruptedException {
        return signBy("ca", alias, name, start);
    }

    /** An authority below ours. */
    Certificates authority(String alias) throws IOException, InterruptedException {
        keytool(alias, "-signer", "ca", "-dname", "CN=" + alias, "-ext", "bc:c");
        return this;
    }

    /** As {@link #sign}, by an authority below ours. */
    Certificates signBy(String authority, String alias, String name, String start)
            throws IOException, InterruptedException {
        keytool(
                alias,
                "-signer",
                authority,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-startdate",
                start,
                "-validity",
                "10");
        return this;
    }

    /** As {@link #sign}, but the host is named in the subject alone. */
    Certificates signCommonName(String alias, String name)
            throws IOException, InterruptedException {
        keytool(alias, "-signer", "ca", "-dname", "CN=" + name);
        return this;
    }

    /** A certificate for the host {@code name} that no authority vouches for. */
    Certificates signItself(String alias, String name) throws IOException, InterruptedException {
        keytool(alias, "-dname", "CN=" + name, "-ext", "san=dns:" + name);
        return this;
    }

    X509Certificate certificate(String alias) throws GeneralSecurityException, IOException {
        return (X509Certificate) load().getCertificate(alias);
    }

    /** What a TLSA record says of the certificate, in hexadecimal. */
    String association(String alias, int selector, int matching)
            throws GeneralSecurityException, IOException {
        X509Certificate certificate = certificate(alias);
        byte[] selected =
                selector == 0 ? certificate.getEncoded() : certificate.getPublicKey().getEncoded();
        byte[] shown =
                switch (matching) {
                    case 1 -> MessageDigest.getInstance("SHA-256").digest(selected);
                    case 2 -> MessageDigest.getInstance("SHA-512").digest(selected);
                    default -> selected;
                };
        return HexFormat.of().formatHex(shown);
    }

    SSLContext server(String alias) throws GeneralSecurityException, IOException {
        KeyStore all = load();
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    TrustManagerFactory anchors() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", load().getCertificate("ca"));
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory;
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private void keytool(String alias, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-alias", alias));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
        command.addAll(List.of("-keystore", file.toString()));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] said = keytool.getInputStream().readAllBytes();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + new String(said, StandardCharsets.UTF_8));
        }
    }
}
