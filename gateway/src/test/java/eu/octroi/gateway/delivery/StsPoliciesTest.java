// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.delivery.StsPolicy.Mode;
import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Mx;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** How long a domain's policy holds, and when it is fetched (RFC 8461 sections 3.3 and 5). */
final class StsPoliciesTest {
    private static final String ENFORCED =
            "version: STSv1\nmode: enforce\nmx: mx.test\nmax_age: 604800\n";
    private static final String TESTED = ENFORCED.replace("enforce", "testing");

    @TempDir Path directory;
    @AutoClose private final Transport transport = Transport.open("sts-test");
    @AutoClose private final FakeDns dns = new FakeDns("_mta-sts.d.test TXT v=STSv1^ id=1");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Map<String, String> web = new ConcurrentHashMap<>(Map.of("d.test", ENFORCED));
    private final List<String> fetched = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<Optional<String>>> slow = new ConcurrentHashMap<>();
    private Executor disk = Runnable::run;
    private volatile Instant now = Instant.parse("2026-06-01T00:00:00Z");

    private final Clock clock =
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            };

    private StsPolicies open() {
        return open(100);
    }

    /** As after a start; what DNS said before is forgotten. */
    private StsPolicies open(int policiesMax) {
        var servers = List.of(new Endpoint("127.0.0.1", dns.port()));
        var settings = new Mx.Dns(servers, Duration.ofMillis(200), false);
        var parts =
                new StsPolicies.Parts(
                        new DnsLookUp(transport, settings),
                        this::fetch,
                        new StsShelf(directory.resolve("mta-sts")),
                        disk);
        return new StsPolicies(parts, policiesMax, clock, new TlsMeters(registry));
    }

    private CompletableFuture<Optional<String>> fetch(String domain) {
        fetched.add(domain);
        if (slow.containsKey(domain)) {
            return slow.get(domain);
        }
        return CompletableFuture.completedFuture(Optional.ofNullable(web.get(domain)));
    }

    private Optional<Mode> mode(StsPolicies policies, String domain) {
        return CompletableFuture.completedFuture(domain)
                .thenComposeAsync(policies::of, transport.loop())
                .orTimeout(30, TimeUnit.SECONDS)
                .join()
                .map(StsPolicy::mode);
    }

    private Optional<Mode> mode(StsPolicies policies) {
        return mode(policies, "d.test");
    }

    private void later(Duration by) {
        now = now.plus(by);
    }

    private List<Path> files() throws IOException {
        Path shelf = directory.resolve("mta-sts");
        if (!Files.isDirectory(shelf)) {
            return List.of();
        }
        try (var files = Files.list(shelf)) {
            return new ArrayList<>(files.toList());
        }
    }

    @Test
    void aPolicyIsFetchedOnceAsLongAsItsNumberIsTheSame() {
        StsPolicies policies = open();

        assertThat(mode(policies)).contains(Mode.ENFORCE);
        assertThat(mode(policies)).contains(Mode.ENFORCE);
        assertThat(fetched).containsExactly("d.test");
    }

    @Test
    void aDomainWithoutARecordIsNotAskedForAPolicy() {
        dns.zone("other.test CODE 0");

        assertThat(mode(open())).isEmpty();
        assertThat(fetched).isEmpty();
    }

    @Test
    void anotherNumberBringsAnotherPolicy() {
        assertThat(mode(open())).contains(Mode.ENFORCE);
        dns.zone("_mta-sts.d.test TXT v=STSv1^ id=2");
        web.put("d.test", TESTED);

        assertThat(mode(open())).contains(Mode.TESTING);
        assertThat(mode(open())).contains(Mode.TESTING);
        assertThat(fetched).hasSize(2);
    }

    @Test
    void anEnforcedPolicyHoldsAfterARestartWhileDnsAndWebAreDown() {
        assertThat(mode(open())).contains(Mode.ENFORCE);
        dns.zone("_mta-sts.d.test SILENT");
        web.clear();
        later(Duration.ofDays(6));

        assertThat(mode(open())).contains(Mode.ENFORCE);
    }

    @Test
    void anEnforcedPolicyHoldsWhileTheNextOneCannotBeHad() {
        assertThat(mode(open())).contains(Mode.ENFORCE);
        dns.zone("_mta-sts.d.test TXT v=STSv1^ id=2");
        web.put("d.test", "<html>moved</html>");

        assertThat(mode(open())).contains(Mode.ENFORCE);
    }

    @Test
    void aPolicyEndsWithItsAge() throws IOException {
        StsPolicies policies = open();
        assertThat(mode(policies)).contains(Mode.ENFORCE);
        assertThat(files()).hasSize(1);
        dns.zone("_mta-sts.d.test CODE 0");
        later(Duration.ofDays(8));

        assertThat(mode(open())).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void aPolicyInUseIsFetchedAnewOnceADay() {
        StsPolicies policies = open();
        assertThat(mode(policies)).contains(Mode.ENFORCE);
        web.put("d.test", TESTED);
        later(Duration.ofHours(25));

        assertThat(mode(policies)).contains(Mode.ENFORCE);
        assertThat(mode(policies)).contains(Mode.TESTING);
        assertThat(fetched).hasSize(2);
    }

    /** Who wants to be rid of it must keep it from us for half its life, not for a moment. */
    @Test
    void aPolicyIsFetchedAnewLongBeforeItEnds() {
        web.put("d.test", ENFORCED.replace("604800", "86400"));
        StsPolicies policies = open();
        assertThat(mode(policies)).contains(Mode.ENFORCE);
        later(Duration.ofHours(13));

        assertThat(mode(policies)).contains(Mode.ENFORCE);
        later(Duration.ofHours(12));
        web.clear();

        assertThat(mode(policies)).contains(Mode.ENFORCE);
        assertThat(fetched).hasSizeGreaterThan(1);
    }

    @Test
    void policiesAreFetchedAFewAtATime() {
        StringBuilder zone = new StringBuilder();
        List<String> domains = new ArrayList<>();
        for (int i = 0; i < StsPolicies.FETCHES_MAX + 10; i++) {
            String domain = "d" + i + ".test";
            domains.add(domain);
            slow.put(domain, new CompletableFuture<>());
            zone.append("_mta-sts.").append(domain).append(" TXT v=STSv1^ id=1; ");
        }
        dns.zone(zone.toString());
        StsPolicies policies = open();

        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (String domain : domains) {
            asked.add(
                    CompletableFuture.completedFuture(domain)
                            .thenComposeAsync(policies::of, transport.loop()));
        }

        await().until(() -> fetched.size() == StsPolicies.FETCHES_MAX);
        slow.forEach(
                (_, answer) -> transport.loop().execute(() -> answer.complete(Optional.empty())));
        await().until(() -> asked.stream().allMatch(CompletableFuture::isDone));
        assertThat(fetched).containsExactlyInAnyOrderElementsOf(domains);
    }

    @Test
    void aFetchThatMeetsAFaultOfOursIsOneThatFailed() {
        slow.put("d.test", CompletableFuture.failedFuture(new IllegalStateException("a fault")));
        StsPolicies policies = open();

        assertThat(mode(policies)).isEmpty();
        later(Duration.ofMinutes(6));
        slow.clear();

        assertThat(mode(policies)).contains(Mode.ENFORCE);
    }

    /** Policies of strangers must not fill the memory, however many domains somebody has. */
    @Test
    void allPoliciesTogetherAreBounded() {
        String long64 = ENFORCED + "x: " + "y".repeat(60_000);
        StringBuilder zone = new StringBuilder();
        int count = StsPolicies.TEXT_MAX / 60_000 + 5;
        for (int i = 0; i < count; i++) {
            web.put("d" + i + ".test", long64);
            zone.append("_mta-sts.d").append(i).append(".test TXT v=STSv1^ id=1; ");
        }
        dns.zone(zone.toString());
        StsPolicies policies = open(100_000);

        for (int i = 0; i < count; i++) {
            assertThat(mode(policies, "d" + i + ".test")).contains(Mode.ENFORCE);
        }

        double kept = registry.get("octroi.delivery.sts.policies").gauge().value();
        assertThat(kept).isBetween(count - 10.0, count - 5.0);
    }

    /** Of a policy that was cut off the exchangers that are left would be all there are. */
    @Test
    void whatACrashLeftHalfWrittenIsNoPolicy() throws IOException {
        assertThat(mode(open())).contains(Mode.ENFORCE);
        Path whole = files().getFirst();
        Files.move(whole, whole.resolveSibling(whole.getFileName() + ".new"));
        dns.zone("_mta-sts.d.test SILENT");

        assertThat(mode(open())).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatCannotBeHadIsLeftAloneForAWhile() {
        web.clear();
        StsPolicies policies = open();

        assertThat(mode(policies)).isEmpty();
        assertThat(mode(policies)).isEmpty();
        assertThat(fetched).hasSize(1);
        later(Duration.ofMinutes(6));
        web.put("d.test", ENFORCED);

        assertThat(mode(policies)).contains(Mode.ENFORCE);
        assertThat(registry.get("octroi.delivery.sts.fetches").counters()).hasSize(2);
    }

    @Test
    void theDomainEndsItsPolicyWithModeNone() {
        StsPolicies policies = open();
        assertThat(mode(policies)).contains(Mode.ENFORCE);
        dns.zone("_mta-sts.d.test TXT v=STSv1^ id=2");
        web.put("d.test", "version: STSv1\nmode: none\nmax_age: 86400\n");

        assertThat(mode(open())).contains(Mode.NONE);
    }

    @Test
    void thePolicyFetchedLongestAgoMakesRoom() throws IOException {
        dns.zone(
                "_mta-sts.a.test TXT v=STSv1^ id=1; _mta-sts.b.test TXT v=STSv1^ id=1;"
                        + "_mta-sts.d.test TXT v=STSv1^ id=1");
        web.putAll(Map.of("a.test", ENFORCED, "b.test", ENFORCED));
        StsPolicies policies = open(2);

        for (String domain : List.of("a.test", "b.test", "d.test")) {
            assertThat(mode(policies, domain)).contains(Mode.ENFORCE);
        }

        assertThat(files()).hasSize(2);
        assertThat(registry.get("octroi.delivery.sts.policies").gauge().value()).isEqualTo(2);
    }

    @Test
    void aFileThatIsBrokenIsPassedOver() throws IOException {
        assertThat(mode(open())).contains(Mode.ENFORCE);
        Files.writeString(files().getFirst(), "octroi mta-sts 1\nd.test\n1\nyesterday\n");

        assertThat(mode(open())).contains(Mode.ENFORCE);
        assertThat(fetched).hasSize(2);
    }

    @Test
    void aDiskThatTakesNothingChangesNothingAboutThePolicy() {
        disk =
                _ -> {
                    throw new java.util.concurrent.RejectedExecutionException("full");
                };

        assertThat(mode(open())).contains(Mode.ENFORCE);
        assertThat(registry.get("octroi.delivery.sts.fetches").tag("result", "not-kept").counter())
                .satisfies(counter -> assertThat(counter.count()).isOne());
    }
}
