// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.dkim.MessageHead.Field;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Sha256;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies a signature with a key that is at hand (RFC 6376 section 6.1), in both canonical forms
 * and both algorithms. It looks up nothing, and leaves it to its caller whose signature counts.
 * What it does not understand does not verify. Immutable.
 *
 * @param head the message
 */
record DkimVerifier(MessageHead head) {
    private static final byte[] LINE_END = {'\r', '\n'};

    /**
     * What a DKIM-Signature field claims.
     *
     * @param covered the names of h=, in lower case, in their order
     */
    record Claim(Field field, TagList tags, List<String> covered) {
        String domain() {
            return tags.or("d", "").toLowerCase(Locale.ROOT);
        }

        String selector() {
            return tags.or("s", "");
        }

        boolean isFor(KeyAlgorithm algorithm) {
            return tags.or("a", "").equals(algorithm.tag());
        }

        private boolean isRelaxed(int part) {
            String[] forms = tags.or("c", "simple/simple").split("/", -1);
            return part < forms.length && forms[part].equals("relaxed");
        }

        /** A part of the body under l= is no signature over the message (section 8.2). */
        private boolean coversAll() {
            return tags.get("l").isEmpty() && covered.contains("from");
        }
    }

    /** Every DKIM-Signature that can be read, from the top. */
    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        for (Field field : head.fields()) {
            if (field.name().equals("dkim-signature")) {
                TagList.parse(value(field))
                        .filter(tags -> tags.or("v", "").equals("1"))
                        .map(tags -> new Claim(field, tags, names(tags)))
                        .ifPresent(claims::add);
            }
        }
        return claims;
    }

    boolean verifies(Claim claim, KeyAlgorithm algorithm, PublicKey key) {
        return claim.isFor(algorithm)
                && claim.coversAll()
                && decoded(claim, "bh").filter(h -> isBodyHash(claim, h)).isPresent()
                && decoded(claim, "b")
                        .filter(b -> isSignature(claim, algorithm, key, b))
                        .isPresent();
    }

    private boolean isBodyHash(Claim claim, byte[] hash) {
        byte[] found = claim.isRelaxed(1) ? DkimSigner.bodyHash(head) : simpleBodyHash();
        return MessageDigest.isEqual(found, hash);
    }

    private byte[] simpleBodyHash() {
        SimpleBody body = new SimpleBody(Sha256.digest());
        head.body().forEach(body::update);
        return body.finish();
    }

    private boolean isSignature(
            Claim claim, KeyAlgorithm algorithm, PublicKey key, byte[] signature) {
        byte[] signed = signed(claim);
        try {
            Signature verifier = Signature.getInstance(algorithm.signature());
            verifier.initVerify(key);
            verifier.update(
                    switch (algorithm) {
                        case RSA -> signed;
                        case ED25519 -> Sha256.digest().digest(signed);
                    });
            return verifier.verify(signature);
        } catch (GeneralSecurityException ofAnotherForm) {
            // A signature of another length or kind is none of this key's.
            return false;
        }
    }

    /** The covered fields, and the signature's own with b= empty and without its CRLF. */
    private byte[] signed(Claim claim) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, Deque<Field>> left = new HashMap<>();
        for (Field field : head.fields()) {
            left.computeIfAbsent(field.name(), _ -> new ArrayDeque<>()).push(field);
        }
        boolean relaxed = claim.isRelaxed(0);
        for (String name : claim.covered()) {
            Deque<Field> fields = left.get(name);
            if (fields != null && !fields.isEmpty()) {
                Field field = fields.pop();
                out.writeBytes(canonical(relaxed, head, field));
                out.writeBytes(LINE_END);
            }
        }
        MessageHead own = MessageHead.of(List.of(withoutSignature(claim.field())));
        out.writeBytes(canonical(relaxed, own, own.fields().getFirst()));
        return out.toByteArray();
    }

    private static byte[] canonical(boolean relaxed, MessageHead head, Field field) {
        if (!relaxed) {
            return head.octets().slice(field.start(), field.end()).toByteArray();
        }
        ByteBuffer out = ByteBuffer.allocate(field.end() - field.start() + 1);
        MessageHead.putRelaxed(out, field.name(), head.octets(), field.valueStart(), field.end());
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The field with what follows b= deleted, blanks included (section 3.7). */
    private Octets withoutSignature(Field field) {
        StringBuilder text = new StringBuilder();
        text.append(head.octets().slice(field.start(), field.valueStart()).latin1());
        String separator = "";
        for (String spec : value(field).split(";", -1)) {
            int sign = spec.indexOf('=');
            boolean own = sign >= 0 && spec.substring(0, sign).strip().equals("b");
            text.append(separator).append(own ? spec.substring(0, sign + 1) : spec);
            separator = ";";
        }
        return Octets.of(text.toString());
    }

    private String value(Field field) {
        return head.octets()
                .slice(field.valueStart(), field.end())
                .string(StandardCharsets.ISO_8859_1);
    }

    private static List<String> names(TagList tags) {
        return Arrays.stream(tags.withoutBlanks("h").toLowerCase(Locale.ROOT).split(":")).toList();
    }

    private static Optional<byte[]> decoded(Claim claim, String tag) {
        try {
            return Optional.of(Base64.getDecoder().decode(claim.tags().withoutBlanks(tag)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
