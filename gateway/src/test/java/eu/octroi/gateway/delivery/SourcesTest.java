// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which of our addresses a destination hears from. */
final class SourcesTest {
    private static final InetSocketAddress FOUR = at("11.0.0.1");
    private static final InetSocketAddress SIX = at("2600::1");
    private final Sources sources = sources("11.1.0.1", "2600::a", "11.1.0.2", "11.1.0.3");

    private static InetSocketAddress at(String literal) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), 25);
    }

    private static Sources sources(String... literals) {
        return new Sources(Stream.of(literals).map(InetAddress::ofLiteral).toList());
    }

    @Test
    void itIsOfTheExchangersFamily() {
        assertThat(sources.toward("a.test", SIX)).contains(InetAddress.ofLiteral("2600::a"));
        assertThat(sources.toward("a.test", FOUR).orElseThrow().getAddress()).hasSize(4);
        assertThat(sources("11.1.0.1").toward("a.test", SIX)).isEmpty();
        assertThat(Sources.ANY.toward("a.test", FOUR)).isEmpty();
    }

    @Test
    void destinationsAreSpreadOverThemAndKeepTheirs() {
        List<String> domains = IntStream.range(0, 3_000).mapToObj(i -> "d" + i + ".test").toList();

        var shares =
                domains.stream()
                        .map(domain -> sources.toward(domain, FOUR).orElseThrow())
                        .collect(Collectors.groupingBy(a -> a, Collectors.counting()));

        assertThat(shares).hasSize(3);
        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isBetween(800L, 1_200L));
        assertThat(domains)
                .allSatisfy(
                        domain ->
                                assertThat(sources.toward(domain, FOUR))
                                        .isEqualTo(sources.toward(domain, FOUR)));
    }
}
