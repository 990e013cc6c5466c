// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Tls;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A stranger without credential tries everything that has ever made a relay open (P12). */
final class OpenRelayTest {
    private static final List<String> SENDERS =
            List.of(
                    "<>",
                    "<a@gate.example>",
                    "<a@acme.example>",
                    "<postmaster@[127.0.0.1]>",
                    "<a@localhost>",
                    "<a@other.example> AUTH=<>");

    private static final List<String> RECIPIENTS =
            List.of(
                    "<v@victim.example>",
                    "<v%victim.example@gate.example>",
                    "<v%victim.example@[127.0.0.1]>",
                    "<@gate.example:v@victim.example>",
                    "<@gate.example,@hop.example:v@victim.example>",
                    "<\"v@victim.example\"@gate.example>",
                    "<victim.example!v@gate.example>",
                    "<v@[IPv6:::ffff:192.0.2.1]>",
                    "<v@[192.0.2.1]>",
                    "<\"v\"@victim.example>");

    private static final ServerRig RIG =
            ServerRig.strict(new Tls(Optional.empty(), Optional.empty()));

    @BeforeAll
    static void isUp() {
        assertThat(RIG.server.smtpAddress().getPort()).isPositive();
    }

    @AfterAll
    static void stop() {
        RIG.close();
    }

    static Stream<List<String>> sixtyCases() {
        return SENDERS.stream().flatMap(from -> RECIPIENTS.stream().map(to -> List.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("sixtyCases")
    void nothingIsRelayedWithoutCredential(List<String> path) {
        try (SmtpClient client = RIG.greeted()) {
            assertThat(client.ask("XCLIENT ADDR=127.0.0.1 LOGIN=outil")).startsWith("500");
            assertThat(client.ask("PROXY TCP4 127.0.0.1 127.0.0.1 1 2")).startsWith("500");

            assertThat(client.ask("MAIL FROM:" + path.getFirst())).startsWith("530 5.7.0");
            assertThat(client.ask("RCPT TO:" + path.getLast())).startsWith("503");
            assertThat(client.ask("DATA")).startsWith("503");
        }
        assertThat(RIG.taker.taken()).isEmpty();
    }
}
