// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.KeyRing.VersionedKey;
import eu.octroi.gateway.suppression.Subject.Domain;
import eu.octroi.gateway.suppression.Subject.Hashed;
import eu.octroi.gateway.suppression.Subject.Person;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/**
 * Turns addresses into the keys of the list: HMAC-SHA-256 under the address key, cut to 16 octets.
 *
 * <pre>
 * a person          controller number 4 · canonical person in UTF-8
 * anything else     controller number 4 · 0x00 · kind 1 · domain or digest
 * </pre>
 *
 * <p>No address begins with 0x00, so no domain can collide with a person. A {@link Mac} is kept per
 * thread, because making one costs more than using it. Thread-safe.
 */
final class EntryKeys {
    private static final int DIGEST_OCTETS = 32;

    private final List<VersionedKey> versions;
    private final ThreadLocal<Macs> macs = ThreadLocal.withInitial(this::macs);

    EntryKeys(KeyRing ring) {
        this.versions = ring.keys();
    }

    /** How many versions are live; version index 0 is the newest. */
    int count() {
        return versions.size();
    }

    VersionedKey version(int index) {
        return versions.get(index);
    }

    PersonKey person(int index, ControllerNumber controller, Canonical canonical) {
        byte[] name = canonical.person().getBytes(StandardCharsets.UTF_8);
        return macs.get().compute(index, controller, Kind.PERSON, name);
    }

    PersonKey domain(int index, ControllerNumber controller, Kind kind, String domain) {
        byte[] name = domain.getBytes(StandardCharsets.UTF_8);
        return macs.get().compute(index, controller, kind, name);
    }

    PersonKey digest(int index, ControllerNumber controller, Kind kind, byte[] digest) {
        return macs.get().compute(index, controller, kind, digest);
    }

    /** The key of a subject under one version. */
    PersonKey of(int index, ControllerNumber controller, Subject subject) {
        return switch (subject) {
            case Person person -> person(index, controller, Canonical.of(person.address()));
            case Domain domain ->
                    domain(index, controller, Kind.of(domain), Canonical.domain(domain.domain()));
            case Hashed hashed ->
                    digest(
                            index,
                            controller,
                            Kind.of(hashed),
                            HexFormat.of().parseHex(hashed.hex()));
        };
    }

    /** The keys of a subject under every live version, newest first. */
    List<PersonKey> all(ControllerNumber controller, Subject subject) {
        List<PersonKey> all = new ArrayList<>(count());
        for (int index = 0; index < count(); index++) {
            all.add(of(index, controller, subject));
        }
        return all;
    }

    private Macs macs() {
        return new Macs(versions);
    }

    /** One thread's instances. Confined to that thread. */
    private static final class Macs {
        private final Mac[] byVersion;
        private final byte[] prefix = new byte[Integer.BYTES + 2];
        private final byte[] digest = new byte[DIGEST_OCTETS];

        Macs(List<VersionedKey> versions) {
            byVersion = versions.stream().map(Macs::mac).toArray(Mac[]::new);
        }

        PersonKey compute(int index, ControllerNumber controller, Kind kind, byte[] name) {
            Mac mac = byVersion[index];
            int number = controller.value();
            for (int i = 0; i < Integer.BYTES; i++) {
                prefix[i] = (byte) (number >>> (24 - 8 * i));
            }
            prefix[Integer.BYTES + 1] = (byte) kind.code();
            mac.update(prefix, 0, kind == Kind.PERSON ? Integer.BYTES : prefix.length);
            mac.update(name, 0, name.length);
            try {
                mac.doFinal(digest, 0);
            } catch (ShortBufferException e) {
                throw new IllegalStateException("HMAC-SHA-256 has 32 octets", e);
            }
            return PersonKey.of(digest);
        }

        private static Mac mac(VersionedKey version) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(version.key());
                return mac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HmacSHA256", e);
            }
        }
    }
}
