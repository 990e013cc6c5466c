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
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What receivers find when they look up who we are (H-45). */
final class OurNamesTest {
    @AutoClose private final FakeDns dns = new FakeDns("");

    private List<String> faults(@Nullable String sources) {
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
        return new OurNames("Gate.test", mx).faults();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # what                 | sources           | zone | fault
            all is well            | 11.0.0.1          | gate.test A 11.0.0.1; 1.0.0.11.in-addr.arpa PTR gate.test |
            another name leads back | 11.0.0.1         | gate.test A 11.0.0.1; 1.0.0.11.in-addr.arpa PTR h.test; h.test A 11.0.0.1 |
            one of two names does  | 11.0.0.1          | gate.test A 11.0.0.1; 1.0.0.11.in-addr.arpa PTR x.test; 1.0.0.11.in-addr.arpa PTR gate.test |
            two addresses          | 11.0.0.1 11.0.0.2 | gate.test A 11.0.0.1; gate.test A 11.0.0.2; 1.0.0.11.in-addr.arpa PTR gate.test; 2.0.0.11.in-addr.arpa PTR gate.test |
            the newer family       | 2600::1           | gate.test AAAA 2600::1; 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.6.2.ip6.arpa PTR gate.test |
            none configured        |                   | gate.test A 11.0.0.1; 1.0.0.11.in-addr.arpa PTR gate.test |
            translated on the way  | 10.0.0.5          | gate.test A 11.0.0.1; 1.0.0.11.in-addr.arpa PTR gate.test |
            no such name           | 11.0.0.1          | 1.0.0.11.in-addr.arpa PTR h.test; h.test A 11.0.0.1 | hostname gate.test has no address in DNS, hostname gate.test does not lead to 11.0.0.1
            name leads elsewhere   | 11.0.0.1          | gate.test A 11.0.0.9; 1.0.0.11.in-addr.arpa PTR h.test; h.test A 11.0.0.1 | hostname gate.test does not lead to 11.0.0.1
            no reverse name        | 11.0.0.1          | gate.test A 11.0.0.1 | 11.0.0.1 has no reverse name
            none configured, none  |                   | gate.test A 11.0.0.1 | 11.0.0.1 has no reverse name
            leads to another       | 11.0.0.1          | gate.test A 11.0.0.1; 1.0.0.11.in-addr.arpa PTR h.test; h.test A 11.0.0.9 | no reverse name of 11.0.0.1 leads back to it: h.test
            one of two addresses   | 11.0.0.1 11.0.0.2 | gate.test A 11.0.0.1; gate.test A 11.0.0.2; 1.0.0.11.in-addr.arpa PTR gate.test | 11.0.0.2 has no reverse name
            server failure         | 11.0.0.1          | gate.test A 11.0.0.1; 1.0.0.11.in-addr.arpa CODE 2 | DNS answered ServFail(2) for 1.0.0.11.in-addr.arpa
            """)
    void theNameAndTheAddressLeadToOneAnother(
            String what, @Nullable String sources, String zone, @Nullable String fault) {
        dns.zone(zone);

        assertThat(String.join(", ", faults(sources)))
                .as(what)
                .isEqualTo(fault == null ? "" : fault);
    }
}
