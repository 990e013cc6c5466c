// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletionException;

final class EndpointTest {
    @Test
    void aTakenPortIsToldWithWhatToDo() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket other = new ServerSocket(0, 1, loopback)) {
            int port = other.getLocalPort();

            Throwable taken = catchThrowable(() -> new ServerSocket(port, 1, loopback).close());

            assertThat(
                            new Endpoint("127.0.0.1", port)
                                    .whyNotListening(new CompletionException(taken)))
                    .isEqualTo(
                            "cannot listen on 127.0.0.1:%d: another program listens there:"
                                            .formatted(port)
                                    + " stop it, or choose another port");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 127.0.0.1:25",
        "::, [::1]:25",
        "::1, [::1]:25",
        "127.0.0.2, 127.0.0.2:25",
        "192.0.2.1, 192.0.2.1:25"
    })
    void aListenerOnEveryAddressIsReachedOnLoopback(String listening, String reached) {
        InetAddress address = InetAddress.ofLiteral(listening);

        assertThat(Endpoint.reaching(new InetSocketAddress(address, 25))).hasToString(reached);
    }

    @ParameterizedTest
    @CsvSource({
        "bind(..) failed: Cannot assign requested address, this machine has no such address",
        "Permission denied, ports under 1024 need a privilege (CAP_NET_BIND_SERVICE)",
        "Something else, Something else"
    })
    void otherReasonsAreTold(String message, String told) {
        assertThat(new Endpoint("::", 25).whyNotListening(new BindException(message)))
                .startsWith("cannot listen on [::]:25: ")
                .contains(told);
    }
}
