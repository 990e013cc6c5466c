// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.admin.serve.ServedGateway;
import eu.octroi.gateway.settings.Settings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** L-08 on the command line, on keys at rest and on those of a gateway that runs. */
final class KeyCommandsTest {
    private static final Path MAIL =
            Path.of("src", "test", "resources", "explain", "newsletter.eml");

    @TempDir private Path directory = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void nameTheDirectory() {
        data = directory.resolve("data");
    }

    @ParameterizedTest(name = "while a gateway runs: {0}")
    @ValueSource(booleans = {false, true})
    void aKeyIsMadeActivatedAndTheOldOneRests(boolean running) throws IOException {
        try (Closeable gateway = gateway(running)) {
            assertThat(gateway).isNotNull();
            assertThat(key("generate", "exemple.fr", "octroi2").out())
                    .startsWith("octroi2._domainkey.exemple.fr\tv=DKIM1; k=rsa; p=");
            assertThat(key("list").out())
                    .contains("octroi\trsa 2048\tactive", "octroi2\trsa 2048\twait");

            Ended activated = key("activate", "exemple.fr", "octroi2");

            assertThat(activated.code()).isZero();
            assertThat(key("list").out())
                    .contains("octroi\trsa 2048\tresting", "octroi2\trsa 2048\tact");
            assertThat(key("dns").out()).contains("octroi._domainkey", "octroi2._domainkey");
        }
    }

    @Test
    void aRunningGatewaySignsWithTheNewKeyAtOnce() throws IOException {
        try (Closeable gateway = gateway(true)) {
            assertThat(gateway).isNotNull();
            key("generate", "exemple.fr", "octroi2");
            Ended before = explain();

            key("activate", "exemple.fr", "octroi2");

            assertThat(before.out()).contains("s=octroi;").doesNotContain("s=octroi2;");
            assertThat(explain().out()).contains("s=octroi2;").doesNotContain("s=octroi;");
        }
    }

    @ParameterizedTest(name = "while a gateway runs: {0}")
    @ValueSource(booleans = {false, true})
    void whatMayNotBeIsRefusedWithTheReason(boolean running) throws IOException {
        try (Closeable gateway = gateway(running)) {
            assertThat(gateway).isNotNull();
            key("generate", "exemple.fr", "octroi2");

            Ended retired = key("retire", "exemple.fr", "octroi");
            Ended unknown = key("activate", "exemple.fr", "nothing");
            Ended unasked = key("activate", "exemple.fr", "octroi2", "--set", "checks.dns=require");

            assertThat(List.of(retired.code(), unknown.code(), unasked.code()))
                    .containsOnly(ExitCodes.FAILED);
            assertThat(retired.err()).contains("activate another one first");
            assertThat(unknown.err()).contains("nothing");
            assertThat(unasked.err()).contains("its record in DNS is unknown");
        }
    }

    private Ended explain() {
        return Ended.octroi(
                "explain",
                MAIL.toString(),
                "--config",
                Ended.SHIPPED.toString(),
                "--data",
                data.toString(),
                "--as",
                "outil",
                "--to",
                "marie@client.example");
    }

    private Closeable gateway(boolean running) {
        if (!running) {
            return () -> {};
        }
        return ServedGateway.start(settings(), _ -> {});
    }

    private Settings settings() {
        return AnyPort.settings(data, Map.of("checks.dns-server", "127.0.0.1:1"));
    }

    private Ended key(String... words) {
        List<String> all = new ArrayList<>(List.of("key"));
        all.addAll(List.of(words));
        all.addAll(List.of("--config", Ended.SHIPPED.toString(), "--data", data.toString()));
        all.addAll(List.of("--set", "checks.dns-server=127.0.0.1:1"));
        if (!all.contains("checks.dns=require")) {
            all.addAll(List.of("--set", "checks.dns=off"));
        }
        return Ended.octroi(all.toArray(String[]::new));
    }
}
