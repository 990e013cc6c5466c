// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.handler.codec.dns.DnsRecordType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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

    /** Policies being fetched at once; others wait their turn. */
    static final int FETCHES_MAX = 50;

    /** Characters of all policies together; beyond, those fetched longest ago make room. */
    static final int TEXT_MAX = 32 << 20;

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
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int fetches;
    private long characters;

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
        List<StsKept> before = new ArrayList<>(parts.shelf().read());
        before.sort(Comparator.comparing(StsKept::fetched));
        before.forEach(this::add);
        makeRoom();
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
        if (isOld(known.get())) {
            // Nobody waits for it: what we have holds meanwhile.
            var _ = fetch(domain, id.get());
        }
        return done(known);
    }

    /** Long before its end, so that whoever wants to be rid of it must keep it from us for long. */
    private boolean isOld(StsKept known) {
        Duration half = known.policy().maxAge().dividedBy(2);
        Duration after = half.compareTo(RENEWED_AFTER) < 0 ? half : RENEWED_AFTER;
        return known.fetched().plus(after).isBefore(clock.instant());
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
        waiting.add(() -> begin(domain, id, fetched));
        next();
        return fetched;
    }

    private void next() {
        while (fetches < FETCHES_MAX && !waiting.isEmpty()) {
            fetches++;
            waiting.remove().run();
        }
    }

    private void begin(String domain, String id, CompletableFuture<Void> fetched) {
        // Either way out is told, so that nobody waits for ever.
        var _ =
                CompletableFuture.completedFuture(domain)
                        .thenCompose(parts.door()::fetch)
                        .exceptionally(fault -> notFetched(domain, fault))
                        .thenAccept(
                                text -> {
                                    fetches--;
                                    fetching.remove(domain);
                                    fetched(domain, id, text);
                                    fetched.complete(null);
                                    next();
                                });
    }

    private static Optional<String> notFetched(String domain, Throwable fault) {
        LOG.error("event=bug fetching=mta-sts domain={}", domain, fault);
        return Optional.empty();
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
        forget(got.domain());
        add(got);
        onDisk(got.domain(), () -> parts.shelf().write(got));
        makeRoom();
    }

    private void makeRoom() {
        while (kept.size() > policiesMax || characters > TEXT_MAX) {
            drop(kept.firstEntry().getKey());
        }
    }

    private void add(StsKept one) {
        kept.putLast(one.domain(), one);
        characters += one.text().length();
    }

    private void forget(String domain) {
        StsKept gone = kept.remove(domain);
        characters -= gone == null ? 0 : gone.text().length();
    }

    private void drop(String domain) {
        forget(domain);
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
