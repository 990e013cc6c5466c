// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Mx;
import eu.octroi.gateway.settings.ProviderProfiles;
import eu.octroi.gateway.settings.Smarthost.TlsUse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What receivers find when they look up who we are (H-45). */
final class OurNamesTest {
    @AutoClose private final FakeDns dns = new FakeDns("");

    private List<OurNames.Fault> faults(@Nullable String sources) {
        List<InetAddress> addresses =
                sources == null
                        ? List.of()
                        : Stream.of(sources.split(" ")).map(InetAddress::ofLiteral).toList();
        Mx mx =
                new Mx(
                        25,
                        TlsUse.OPTIONAL,
                        false,
                        addresses,
                        Mx.Limits.DEFAULTS,
                        new Mx.Dns(
                                List.of(new Endpoint("127.0.0.1", dns.port())),
                                Duration.ofMillis(200),
                                false),
                        Mx.MtaSts.DEFAULTS,
                        ProviderProfiles.NONE);
        return new OurNames("Gate.test", Set.of("Acme.test"), mx).faults();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "our-names.txt", delimiter = '|', maxCharsPerColumn = 1_000)
    void theNameAndTheAddressLeadToOneAnother(
            String what, @Nullable String sources, String zone, @Nullable String fault) {
        dns.zone(zone);

        String found =
                faults(sources).stream()
                        .map(one -> (one.isCertain() ? "" : "? ") + one.what())
                        .collect(Collectors.joining(", "));
        assertThat(found).as(what).isEqualTo(fault == null ? "" : fault);
    }
}
