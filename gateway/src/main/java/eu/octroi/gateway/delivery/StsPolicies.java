// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.handler.codec.dns.DnsRecordType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Which domains demand TLS of us, and how (MTA-STS, RFC 8461). A policy is fetched when DNS names
 * one that we do not have, kept as long as it says, and fetched anew once a day. What was fetched
 * holds to its end, whatever becomes of DNS and of the domain's web server: otherwise whoever
 * silences them would be rid of it. Event-loop confined.
 */
final class StsPolicies {
    /** After a policy could not be had it is left alone so long, RFC 8461 section 3.3. */
    static final Duration AGAIN_AFTER = Duration.ofMinutes(5);

    /** A policy older than this is fetched anew although its number is the same. */
    static final Duration RENEWED_AFTER = Duration.ofDays(1);

    /** Domains whose policy could not be had that are remembered. */
    static final int FAILED_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(StsPolicies.class);

    private final Parts parts;
    private final int policiesMax;
    private final Clock clock;
    private final TlsMeters meters;
    private final SequencedMap<String, StsKept> kept = new LinkedHashMap<>();
    private final SequencedMap<String, Instant> failed = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Void>> fetching = new HashMap<>();

    /**
     * What it works with.
     *
     * @param disk where files are written
     */
    record Parts(DnsLookUp dns, PolicyDoor door, StsShelf shelf, Executor disk) {}

    /**
     * With what was fetched before; blocking.
     *
     * @param policiesMax kept at once; beyond, the one fetched longest ago makes room
     */
    StsPolicies(Parts parts, int policiesMax, Clock clock, TlsMeters meters) {
        this.parts = parts;
        this.policiesMax = policiesMax;
        this.clock = clock;
        this.meters = meters;
        List<StsKept> before = new java.util.ArrayList<>(parts.shelf().read());
        before.sort(java.util.Comparator.comparing(StsKept::fetched));
        before.forEach(one -> kept.putLast(one.domain(), one));
        meters.watch(kept::size);
    }

    /** What holds for the domain now; empty without a policy. Completes on the loop. */
    CompletionStage<Optional<StsPolicy>> of(String domain) {
        return parts.dns()
                .ask("_mta-sts." + domain, DnsRecordType.TXT)
                .thenCompose(answer -> of(domain, id(answer)));
    }

    private CompletionStage<Optional<StsPolicy>> of(String domain, Optional<String> id) {
        Optional<StsKept> known = known(domain);
        if (id.isEmpty()) {
            return done(known);
        }
        if (known.isEmpty() || !known.get().id().equals(id.get())) {
            return fetch(domain, id.get()).thenCompose(_ -> done(known(domain)));
        }
        if (known.get().fetched().plus(RENEWED_AFTER).isBefore(clock.instant())) {
            // Nobody waits for it: what we have holds meanwhile.
            var _ = fetch(domain, id.get());
        }
        return done(known);
    }

    private static CompletionStage<Optional<StsPolicy>> done(Optional<StsKept> known) {
        return CompletableFuture.completedFuture(known.map(StsKept::policy));
    }

    private static Optional<String> id(DnsAnswer answer) {
        return answer instanceof DnsAnswer.Texts texts
                ? StsRecord.id(texts.texts())
                : Optional.empty();
    }

    private Optional<StsKept> known(String domain) {
        Optional<StsKept> known = Optional.ofNullable(kept.get(domain));
        if (known.isPresent() && known.get().until().isBefore(clock.instant())) {
            drop(domain);
            return Optional.empty();
        }
        return known;
    }

    private CompletionStage<Void> fetch(String domain, String id) {
        CompletableFuture<Void> same = fetching.get(domain);
        if (same != null) {
            return same;
        }
        Instant last = failed.get(domain);
        if (last != null && last.plus(AGAIN_AFTER).isAfter(clock.instant())) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> fetched = new CompletableFuture<>();
        fetching.put(domain, fetched);
        // The door completes in any case, so that nobody waits for ever.
        var _ =
                parts.door()
                        .fetch(domain)
                        .thenAccept(
                                text -> {
                                    fetching.remove(domain);
                                    fetched(domain, id, text);
                                    fetched.complete(null);
                                });
        return fetched;
    }

    private void fetched(String domain, String id, Optional<String> text) {
        Optional<StsKept> got = text.flatMap(is -> StsKept.of(domain, id, clock.instant(), is));
        if (got.isPresent()) {
            meters.fetched("ok");
            failed.remove(domain);
            keep(got.get());
            return;
        }
        meters.fetched("failed");
        LOG.warn("event=mta-sts-not-fetched domain={} malformed={}", domain, text.isPresent());
        failed.remove(domain);
        failed.putLast(domain, clock.instant());
        if (failed.size() > FAILED_MAX) {
            failed.pollFirstEntry();
        }
    }

    private void keep(StsKept got) {
        kept.remove(got.domain());
        kept.putLast(got.domain(), got);
        onDisk(got.domain(), () -> parts.shelf().write(got));
        if (kept.size() > policiesMax) {
            drop(kept.firstEntry().getKey());
        }
    }

    private void drop(String domain) {
        kept.remove(domain);
        onDisk(domain, () -> parts.shelf().remove(domain));
    }

    /** Something done to a file. */
    private interface FileWork {
        void run() throws IOException;
    }

    /** The policy holds in memory whatever the disk says. */
    private void onDisk(String domain, FileWork work) {
        try {
            parts.disk().execute(() -> attempt(domain, work));
        } catch (RejectedExecutionException busy) {
            notKept(domain, busy);
        }
    }

    private void attempt(String domain, FileWork work) {
        try {
            work.run();
        } catch (IOException | RuntimeException sick) {
            notKept(domain, sick);
        }
    }

    private void notKept(String domain, Exception why) {
        meters.fetched("not-kept");
        LOG.warn("event=mta-sts-not-on-disk domain={} why=\"{}\"", domain, why.toString());
    }
}
