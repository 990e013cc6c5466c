// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which of our addresses a destination hears from. */
final class SourcesTest {
    private static final InetSocketAddress FOUR = at("11.0.0.1");
    private static final InetSocketAddress SIX = at("2600::1");
    private static final List<String> DOMAINS =
            IntStream.range(0, 3_000).mapToObj(i -> "d" + i + ".test").toList();

    private final Set<InetAddress> gone = new HashSet<>();
    private final List<InetAddress> missed = new ArrayList<>();
    private final List<InetAddress> lookedAt = new ArrayList<>();
    private long now;
    private final Sources sources = sources("11.1.0.1", "2600::a", "11.1.0.2", "11.1.0.3");

    private static InetSocketAddress at(String literal) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), 25);
    }

    private Sources sources(String... literals) {
        return new Sources(
                Stream.of(literals).map(InetAddress::ofLiteral).toList(),
                new Sources.Machine(this::isHere, missed::add, () -> now));
    }

    private boolean isHere(InetAddress address) {
        lookedAt.add(address);
        return !gone.contains(address);
    }

    private Map<String, InetAddress> chosen() {
        Map<String, InetAddress> chosen = new HashMap<>();
        DOMAINS.forEach(domain -> chosen.put(domain, sources.toward(domain, FOUR).orElseThrow()));
        return chosen;
    }

    private static Map<InetAddress, Long> shares(Map<String, InetAddress> chosen) {
        return chosen.values().stream()
                .collect(Collectors.groupingBy(a -> a, Collectors.counting()));
    }

    private void aMinuteLater() {
        now += Sources.LOOKED_AT_EVERY.toNanos();
    }

    @Test
    void itIsOfTheExchangersFamily() {
        assertThat(sources.toward("a.test", SIX)).contains(InetAddress.ofLiteral("2600::a"));
        assertThat(sources.toward("a.test", FOUR).orElseThrow().getAddress()).hasSize(4);
        assertThat(sources("11.1.0.1").toward("a.test", SIX)).isEmpty();
        assertThat(sources().toward("a.test", FOUR)).isEmpty();
    }

    @Test
    void destinationsAreSpreadOverThemAndKeepTheirs() {
        Map<String, InetAddress> chosen = chosen();

        assertThat(shares(chosen)).hasSize(3);
        assertThat(shares(chosen).values())
                .allSatisfy(share -> assertThat(share).isBetween(800L, 1_200L));
        assertThat(chosen()).isEqualTo(chosen);
        assertThat(missed).isEmpty();
    }

    @Test
    void whereOneIsGoneItsDestinationsAloneAreSpreadOverTheOthers() {
        Map<String, InetAddress> before = chosen();
        InetAddress lost = InetAddress.ofLiteral("11.1.0.2");
        gone.add(lost);
        aMinuteLater();

        Map<String, InetAddress> meanwhile = chosen();

        assertThat(shares(meanwhile).keySet()).hasSize(2).doesNotContain(lost);
        assertThat(shares(meanwhile).values())
                .allSatisfy(share -> assertThat(share).isBetween(1_200L, 1_800L));
        before.forEach(
                (domain, ours) -> {
                    if (!ours.equals(lost)) {
                        assertThat(meanwhile).containsEntry(domain, ours);
                    }
                });
        long moved = before.values().stream().filter(lost::equals).count();
        assertThat(missed).containsOnly(lost).hasSize((int) moved);
    }

    @Test
    void whatComesBackGetsItsDestinationsBack() {
        Map<String, InetAddress> before = chosen();
        gone.add(InetAddress.ofLiteral("11.1.0.2"));
        aMinuteLater();
        assertThat(chosen()).isNotEqualTo(before);
        gone.clear();
        aMinuteLater();

        assertThat(chosen()).isEqualTo(before);
    }

    @Test
    void nothingLeavesFromAnAddressThatNobodyNamed() {
        Sources lone = sources("11.1.0.1");
        gone.add(InetAddress.ofLiteral("11.1.0.1"));

        assertThat(lone.toward("a.test", FOUR)).contains(InetAddress.ofLiteral("11.1.0.1"));
        assertThat(missed).hasSize(1);
    }

    @Test
    void theMachineIsAskedOnceAMinute() {
        Map<String, InetAddress> chosen = chosen();
        assertThat(chosen).hasSize(DOMAINS.size());
        assertThat(lookedAt).hasSize(3).doesNotHaveDuplicates();
        aMinuteLater();

        assertThat(chosen()).isEqualTo(chosen);
        assertThat(lookedAt).hasSize(6);
    }
}
