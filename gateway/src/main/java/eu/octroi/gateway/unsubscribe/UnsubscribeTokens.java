// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.store.KeyRing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks the tokens of unsubscribe links. A token is stateless and never expires:
 *
 * <pre>
 * octets  0      1..2    3..6               7..22        23..38       39..54
 *         1      key id  controller number  person key   message id   MAC
 * </pre>
 *
 * <p>Numbers are big-endian; the MAC is HMAC-SHA-256 over octets 0 to 38, cut to 16. The 55 octets
 * are 74 characters of base64url. The last character carries two bits of the MAC and four bits that
 * are zero, so it is one of {@code A Q g w}: a link always ends in a letter, which no linkifier
 * takes for punctuation (J-09). Because those four bits are free, the decoder writes what it read
 * again and compares, or 16 spellings of one token would pass. Immutable.
 */
public final class UnsubscribeTokens {
    public static final int CHARACTERS = 74;

    private static final int ID_CHARACTERS = 26;

    /** Of a reference's text: message id, a dot, the MAC. */
    private static final int REFERENCE_CHARACTERS = ID_CHARACTERS + 1 + 22;

    private static final byte VERSION = 1;

    /** What stands for the version where a reference is signed, so that it never is a token. */
    private static final byte REFERENCE = 'R';

    private static final int SIGNED_BYTES = 39;
    private static final int MAC_BYTES = 16;
    private static final String MAC = "HmacSHA256";
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final List<TokenKey> keys;

    /**
     * Tokens under some keys.
     *
     * @param newestFirst the first makes tokens, every one of them verifies; at least one
     */
    UnsubscribeTokens(List<TokenKey> newestFirst) {
        if (newestFirst.isEmpty()) {
            throw new IllegalArgumentException("no token key");
        }
        this.keys = List.copyOf(newestFirst);
    }

    /** Tokens under the versions of a key file; a version is the key id written into tokens. */
    public static UnsubscribeTokens of(KeyRing keys) {
        return new UnsubscribeTokens(
                keys.keys().stream().map(v -> new TokenKey(v.version(), v.key())).toList());
    }

    /** Tokens of the right form under a key that is kept nowhere, so that they open nothing. */
    public static UnsubscribeTokens throwaway(SecureRandom random) {
        byte[] key = new byte[MAC_BYTES];
        random.nextBytes(key);
        return new UnsubscribeTokens(List.of(new TokenKey(1, new SecretKeySpec(key, MAC))));
    }

    /** The token for one copy: {@value #CHARACTERS} characters, safe in any URL. */
    public String issue(ControllerNumber controller, PersonKey person, MessageId message) {
        return issue(keys.getFirst(), controller, person, message);
    }

    /**
     * The token as it was made when that key was the newest.
     *
     * @throws IllegalArgumentException when there is no such key
     */
    public String issue(
            int keyId, ControllerNumber controller, PersonKey person, MessageId message) {
        TokenKey key =
                keys.stream()
                        .filter(k -> k.id() == keyId)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no token key " + keyId));
        return issue(key, controller, person, message);
    }

    private static String issue(
            TokenKey key, ControllerNumber controller, PersonKey person, MessageId message) {
        ByteBuffer octets =
                ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES)
                        .put(VERSION)
                        .putShort((short) key.id())
                        .putInt(controller.value())
                        .put(person.toByteArray())
                        .put(message.toByteArray());
        octets.put(mac(key, octets.array()), 0, MAC_BYTES);
        return TEXT.encodeToString(octets.array());
    }

    /**
     * Reads a token of ours; empty for anything else. How long it takes does not tell a token with
     * a wrong MAC from one under an unknown key.
     */
    public Optional<UnsubscribeToken> verify(String text) {
        return decode(text).filter(this::isOurs).map(UnsubscribeTokens::read);
    }

    /**
     * The reference of one copy with clauses: the message's id, and a MAC over controller, person
     * and id, so that it names both to us and the person to nobody else.
     */
    public String reference(ControllerNumber controller, PersonKey person, MessageId message) {
        return reference(keys.getFirst(), controller, person, message);
    }

    /** Which message a reference names; empty unless it is ours, of this controller and person. */
    public Optional<MessageId> referred(
            String reference, ControllerNumber controller, PersonKey person) {
        if (reference.length() != REFERENCE_CHARACTERS) {
            return Optional.empty();
        }
        return MessageId.parse(reference.substring(0, ID_CHARACTERS))
                .filter(
                        id ->
                                keys.stream()
                                        .map(key -> reference(key, controller, person, id))
                                        .anyMatch(expected -> isSame(expected, reference)));
    }

    private static boolean isSame(String expected, String found) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.ISO_8859_1),
                found.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String reference(
            TokenKey key, ControllerNumber controller, PersonKey person, MessageId message) {
        ByteBuffer octets =
                ByteBuffer.allocate(SIGNED_BYTES)
                        .put(REFERENCE)
                        .putShort((short) key.id())
                        .putInt(controller.value())
                        .put(person.toByteArray())
                        .put(message.toByteArray());
        byte[] mac = Arrays.copyOf(mac(key, octets.array()), MAC_BYTES);
        return message + "." + TEXT.encodeToString(mac);
    }

    private static Optional<byte[]> decode(String text) {
        if (text.length() != CHARACTERS) {
            return Optional.empty();
        }
        try {
            byte[] octets = Base64.getUrlDecoder().decode(text);
            return TEXT.encodeToString(octets).equals(text)
                    ? Optional.of(octets)
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private boolean isOurs(byte[] octets) {
        int id = ByteBuffer.wrap(octets).getShort(1) & 0xFFFF;
        Optional<TokenKey> named = keys.stream().filter(k -> k.id() == id).findFirst();
        byte[] expected = mac(named.orElse(keys.getFirst()), octets);
        byte[] found = Arrays.copyOfRange(octets, SIGNED_BYTES, octets.length);
        boolean sameMac = MessageDigest.isEqual(Arrays.copyOf(expected, MAC_BYTES), found);
        return sameMac && named.isPresent() && octets[0] == VERSION;
    }

    private static UnsubscribeToken read(byte[] octets) {
        ByteBuffer in = ByteBuffer.wrap(octets).position(3);
        int controller = in.getInt();
        byte[] sixteen = new byte[PersonKey.BYTES];
        PersonKey person = PersonKey.of(next(in, sixteen));
        return new UnsubscribeToken(
                new ControllerNumber(controller), person, MessageId.of(next(in, sixteen)));
    }

    private static byte[] next(ByteBuffer in, byte[] target) {
        in.get(target);
        return target;
    }

    private static byte[] mac(TokenKey key, byte[] octets) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key.key());
            mac.update(octets, 0, SIGNED_BYTES);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }
}
