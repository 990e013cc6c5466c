// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.events;

import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.KeyRing.VersionedKey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals links with AES-256-GCM, each to the copy it stood in: what is opened under another copy's
 * name fails. Layout: key version 2 octets, nonce 12, text and tag. Thread-safe.
 */
final class LinkSeal {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;

    private final KeyRing keys;
    private final SecureRandom random;

    LinkSeal(KeyRing keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    byte[] seal(ToolLink link) {
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        VersionedKey key = keys.current();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, link.mail());
            byte[] text = cipher.doFinal(link.uri().getBytes(StandardCharsets.US_ASCII));
            return ByteBuffer.allocate(2 + NONCE_OCTETS + text.length)
                    .putShort((short) key.version())
                    .put(nonce)
                    .put(text)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** The link, or nothing when the key is gone or the octets were changed. */
    Optional<String> open(ToolLink.Mail mail, byte[] sealed) {
        if (sealed.length < 2 + NONCE_OCTETS) {
            return Optional.empty();
        }
        ByteBuffer octets = ByteBuffer.wrap(sealed);
        int version = octets.getShort();
        byte[] nonce = new byte[NONCE_OCTETS];
        byte[] text = new byte[sealed.length - 2 - NONCE_OCTETS];
        octets.get(nonce).get(text);
        return keys.keys().stream()
                .filter(key -> key.version() == version)
                .findFirst()
                .flatMap(key -> open(key, nonce, mail, text));
    }

    private static Optional<String> open(
            VersionedKey key, byte[] nonce, ToolLink.Mail mail, byte[] text) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, mail);
            return Optional.of(new String(cipher.doFinal(text), StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException _) {
            // Not ours, or not whole: there is no link then, which the caller counts.
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, VersionedKey key, byte[] nonce, ToolLink.Mail mail)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(
                mode,
                new SecretKeySpec(key.key().getEncoded(), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(
                ByteBuffer.allocate(Integer.BYTES).putInt(mail.controller().value()).array());
        cipher.updateAAD(mail.person().toByteArray());
        cipher.updateAAD(mail.message().toByteArray());
        return cipher;
    }
}
