// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.Controller;
import eu.octroi.gateway.settings.SigningDomain;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A domain with its key, signers for it, and a verifier nobody here wrote. Immutable. */
record SigningFixture(DomainKeys keys) {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    static SigningFixture make() {
        return new SigningFixture(
                new DomainKeys(key(rsa(2048)), Optional.empty(), Optional.empty()));
    }

    static DkimKey key(KeyPair pair) {
        return new DkimKey("exemple.fr", "octroi", pair);
    }

    /** With a second key, and signatures that end. */
    SigningFixture with(DkimKey second, Duration lifetime) {
        return new SigningFixture(
                new DomainKeys(keys.rsa(), Optional.of(second), Optional.of(lifetime)));
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<ControllerId, Controller> sending(String domain, SigningDomain how) {
        Controller controller =
                new Controller(
                        "Exemple SAS",
                        "SIREN 123 456 789",
                        "1 rue de la Paix, 75002 Paris",
                        "contact@exemple.fr",
                        "Exemple",
                        Language.FR,
                        true,
                        Optional.empty(),
                        "octroi-1",
                        Optional.empty(),
                        false,
                        Map.of(domain, how),
                        Controller.Notice.NONE);
        return Map.of(new ControllerId("exemple"), controller);
    }

    static SigningDomain keyIn(Path file) {
        return new SigningDomain("octroi", Optional.of(file));
    }

    static DkimSigner signer(RsaProvider provider) {
        return new DkimSigner(
                provider, Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry());
    }

    /** The field our signer puts on top of {@code message}. */
    String sign(String message) {
        EditedMessage whole = new EditedMessage(Octets.of(message), List.of());
        return signer(RsaProvider.fastest()).sign(keys, whole).latin1();
    }

    boolean verifies(String message) {
        return verifies(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether the independent verifier accepts a signature over the message. */
    boolean verifies(byte[] message) {
        String record = keys.rsa().record().value();
        DKIMVerifier verifier = new DKIMVerifier((method, selector, token) -> List.of(record));
        try {
            var found = verifier.verify(new ByteArrayInputStream(message));
            return found != null && !found.isEmpty();
        } catch (FailException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
