// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Listen;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** The links in mail lead to where the pages are. */
final class PublicUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    127.0.0.1 | 8080 | http://127.0.0.1:8080    | http://127.0.0.1:8080
                    127.0.0.1 | 0    | http://127.0.0.1:0       | http://127.0.0.1:4711
                    127.0.0.1 | 0    | http://127.0.0.1:8080    | http://127.0.0.1:4711
                    127.0.0.1 | 0    | http://[::1]:8080        | http://[::1]:4711
                    127.0.0.1 | 0    | https://mail.exemple.fr  | https://mail.exemple.fr
                    0.0.0.0   | 0    | http://127.0.0.1:8080    | http://127.0.0.1:8080
                    """)
    void aFreePortIsTheOneInUse(String host, int port, URI configured, URI expected) {
        var bound = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);

        URI url = PublicUrl.of(new Listen.Web(new Endpoint(host, port), configured), bound);

        assertThat(url).isEqualTo(expected);
    }
}
