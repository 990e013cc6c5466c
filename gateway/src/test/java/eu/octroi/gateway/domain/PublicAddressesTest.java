// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;

/** Where a name that a stranger gave us may lead (D6, H9). */
final class PublicAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true",
        "2001:4860:4860::8888, true",
        "100.63.0.1, true",
        "172.15.0.1, true",
        "172.16.0.1, false",
        "100.127.0.1, false",
        "192.0.2.1, false",
        "198.18.0.1, false",
        "203.0.113.9, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "fe80::1, false",
        "fc00::1, false",
        "fd12::1, false",
        "2002:0a00:1::, false",
        "2001:db8::1, false",
        "64:ff9b::a00:1, false",
        "::, false"
    })
    void thePublicNetwork(String address, boolean isPublic) {
        assertThat(PublicAddresses.isPublic(InetAddress.ofLiteral(address))).isEqualTo(isPublic);
    }
}
