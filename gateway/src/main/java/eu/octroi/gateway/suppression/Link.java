// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Sha256;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * One link of the journal (B-28). Its digest is SHA-256 over
 *
 * <pre>
 * digest of the link before 32 · what 1 · first 8 · last 8 · content
 * content of events    per event: sequence 8 · at 8 · since 8 · op 1 · controller 4 · key 16 ·
 *                      key version 4 · kind 1 · reason 1 · channel 1 · octets of why 4 · why
 * content of an import the row as {@link TakenImport#content} writes it
 * </pre>
 *
 * so that whoever keeps one digest elsewhere can tell whether anything before it was changed.
 * Immutable.
 *
 * @param first sequence of its first event; beyond {@code last} when it has none
 * @param digest 64 hexadecimal digits
 */
record Link(long position, What what, long first, long last, String digest) {
    static final int DIGEST_OCTETS = 32;
    private static final int EVENT_OCTETS = 56;

    /** What a link stands for; the code is stored and never reused. */
    enum What {
        /** The journal began: rows up to here were written by a version without one. */
        BEGINNING(0),
        EVENTS(1),
        IMPORT(2);

        private final int code;

        What(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static What ofCode(int code) {
            return switch (code) {
                case 0 -> BEGINNING;
                case 1 -> EVENTS;
                case 2 -> IMPORT;
                default -> throw new IllegalArgumentException("link of kind " + code);
            };
        }
    }

    /** How it is written down to be compared later: {@code position:digest}. */
    String checkpoint() {
        return position + ":" + digest;
    }

    /** The digest of a link whose content is still to come. Confined to one link. */
    static final class Digest {
        private final MessageDigest sha256 = Sha256.digest();
        private final ByteBuffer buffer = ByteBuffer.allocate(EVENT_OCTETS);

        Digest(Link before, What what, long first, long last) {
            sha256.update(HexFormat.of().parseHex(before.digest()));
            buffer.put((byte) what.code()).putLong(first).putLong(last);
            flush();
        }

        Digest add(RecordedEvent recorded) {
            SuppressionEvent event = recorded.event();
            byte[] why = event.why().orElse("").getBytes(StandardCharsets.UTF_8);
            buffer.putLong(recorded.sequence()).putLong(recorded.atMillis());
            buffer.putLong(event.since().getEpochSecond()).put((byte) event.op().code());
            buffer.putInt(event.controller().value());
            buffer.putLong(event.key().high()).putLong(event.key().low());
            buffer.putInt(event.keyVersion()).put((byte) event.kind().code());
            buffer.put((byte) event.reason().code()).put((byte) event.channel().code());
            buffer.putInt(why.length);
            flush();
            sha256.update(why);
            return this;
        }

        Digest add(TakenImport taken) {
            sha256.update(taken.content().getBytes(StandardCharsets.UTF_8));
            return this;
        }

        String end() {
            return HexFormat.of().formatHex(sha256.digest());
        }

        private void flush() {
            sha256.update(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
    }
}
