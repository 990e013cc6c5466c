// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Sha256;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signs copies after RFC 6376: rsa-sha256, relaxed/relaxed, without building the copy; where the
 * domain has a second key, ed25519-sha256 beside it (RFC 8463).
 *
 * <p>Order of work: hash the canonical body piece by piece; choose the fields; write the field with
 * an empty b=; sign the canonical fields and that one. It must run last, on the message exactly as
 * it will be sent. Thread-safe.
 */
public final class DkimSigner {
    private final RsaProvider rsa;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer duration;
    private final Map<DkimKey, Signing> signings = new ConcurrentHashMap<>();

    /** A key in the provider's form and the counter of its signatures. */
    private record Signing(PrivateKey key, Counter signatures) {}

    public DkimSigner(Clock clock, MeterRegistry meters) {
        this(RsaProvider.fastest(), clock, meters);
    }

    /** Loads the native provider, which takes a while the first time, so that later it is there. */
    public static void load() {
        RsaProvider.fastest();
    }

    DkimSigner(RsaProvider rsa, Clock clock, MeterRegistry meters) {
        this.rsa = rsa;
        this.clock = clock;
        this.meters = meters;
        this.duration =
                Timer.builder("octroi.pipeline.stage.duration")
                        .description("Time one stage takes for one message or copy.")
                        .tag("stage", "dkim")
                        .register(meters);
        Gauge.builder("octroi.dkim.provider.info", () -> 1)
                .description("Always 1; the label says which provider computes RSA.")
                .tag("provider", rsa.name())
                .register(meters);
    }

    /**
     * The complete DKIM-Signature field of each of the domain's keys, folded, ending CRLF: they go
     * on top of the copy. Neither covers the other.
     *
     * @throws DkimException when the provider fails: the copy must not leave unsigned
     */
    public Octets sign(DomainKeys keys, EditedMessage message) {
        Timer.Sample sample = Timer.start(meters);
        MessageHead head = MessageHead.of(message.pieces());
        CoveredFields covered = new CoveredFields(head);
        byte[] bodyHash = bodyHash(head);
        Validity validity = new Validity(clock.instant(), keys.lifetime());
        ByteBuffer canonical =
                ByteBuffer.allocate(covered.canonicalBytesMax() + SignatureField.USUAL_BYTES);
        covered.putCanonical(canonical);
        int fieldsEnd = canonical.position();
        StringBuilder signed = new StringBuilder(2 * SignatureField.USUAL_BYTES);
        for (DkimKey key : keys.all()) {
            SignatureField field = new SignatureField(key, covered.listed(), bodyHash, validity);
            canonical = roomFor(field.canonicalBytesMax(), canonical, fieldsEnd);
            field.putCanonical(canonical);
            signed.append(field.signed(sign(key, canonical.flip())));
        }
        sample.stop(duration);
        return Octets.of(signed.toString());
    }

    private byte[] sign(DkimKey key, ByteBuffer canonical) {
        Signing signing = signings.computeIfAbsent(key, this::prepare);
        byte[] signature =
                switch (key.algorithm()) {
                    case RSA -> rsa.sign(signing.key(), canonical);
                    case ED25519 -> Ed25519.sign(signing.key(), canonical);
                };
        signing.signatures().increment();
        return signature;
    }

    /** The buffer itself, unless names of domain and selector are longer than any usual ones. */
    private static ByteBuffer roomFor(int bytes, ByteBuffer buffer, int kept) {
        buffer.clear().position(kept);
        return buffer.remaining() >= bytes
                ? buffer
                : ByteBuffer.allocate(kept + bytes).put(buffer.flip());
    }

    /** Which JCA provider signs, for the start-up line. */
    public String provider() {
        return rsa.name();
    }

    static byte[] bodyHash(MessageHead head) {
        RelaxedBody body = new RelaxedBody(Sha256.digest());
        head.body().forEach(body::update);
        return body.finish();
    }

    private Signing prepare(DkimKey key) {
        Counter signatures =
                Counter.builder("octroi.dkim.signatures")
                        .description("Signatures made, by signing domain and algorithm.")
                        .tag("domain", key.domain())
                        .tag("algorithm", key.algorithm().word())
                        .register(meters);
        return switch (key.algorithm()) {
            case RSA -> new Signing(rsa.adopt(key.privateKey()), signatures);
            case ED25519 -> new Signing(key.privateKey(), signatures);
        };
    }
}
