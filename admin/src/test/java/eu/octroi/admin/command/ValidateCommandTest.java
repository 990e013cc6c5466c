// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class ValidateCommandTest {
    @TempDir private Path directory = Path.of("");

    @Test
    void theShippedConfigurationIsValid() {
        Ended ended = Ended.octroi("validate", "--config", Ended.SHIPPED.toString());

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).endsWith("octroi.yaml is valid\n").doesNotContain("warning");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void warningsAreToldAndTheConfigurationIsValid() {
        Ended ended =
                Ended.octroi(
                        "validate",
                        "--config",
                        Ended.SHIPPED.toString(),
                        "--set",
                        "checks.dns=require");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("warning: ", "checks.dns");
    }

    @Test
    void everyProblemIsListedWithItsPlaceAndTheExitCodeIsOne() throws IOException {
        Path bad = directory.resolve("bad.yaml");
        Files.writeString(
                bad,
                Files.readString(Ended.SHIPPED)
                        .replace("address: \"127.0.0.1:2525\"", "address: \"here\"")
                        .replace("route: smarthost", "rote: smarthost"));

        Ended ended = Ended.octroi("validate", "--config", bad.toString());

        assertThat(ended.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(ended.out().lines())
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(line -> line.matches(".*bad\\.yaml:\\d+:\\d+: .*"))
                .anyMatch(line -> line.contains("listen.smtp.address"))
                .anyMatch(line -> line.contains("rote") && line.contains("route"));
    }

    @Test
    void aValueOfTheCommandLineIsCheckedLikeOneOfTheFile() {
        Ended ended =
                Ended.octroi(
                        "validate",
                        "--config",
                        Ended.SHIPPED.toString(),
                        "--set",
                        "delivery.smarthost.username=relay");

        assertThat(ended.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(ended.out()).contains("delivery.smarthost");
    }

    /** Exchangers look up who connects to them; a server that answers nothing says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"warn", "require", "off"})
    void aNameServerThatIsDownIsNoReasonNotToStart(String strictness) {
        Ended ended =
                Ended.octroi(
                        "validate",
                        "--config",
                        Ended.SHIPPED.toString(),
                        "--set",
                        "delivery.route=mx",
                        "--set",
                        "hostname=gate.example",
                        "--set",
                        "delivery.mx.dns={servers: ['127.0.0.1:1'], timeout: 100ms}",
                        "--set",
                        "checks.dns=" + strictness);

        assertThat(ended.code()).isEqualTo(ExitCodes.DONE);
        assertThat(ended.out().contains("no answer from DNS about gate.example"))
                .isEqualTo(!strictness.equals("off"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    127.0.0.1, 192.0.2.7 | 0 | [1]: 192.0.2.7 is no address of this machine
                    192.0.2.6, 192.0.2.7 | 1 | must be an address of this machine
                    """)
    void aSourceAddressThatIsGoneIsDoneWithoutWhileThereIsAnother(
            String addresses, int code, String told) {
        Ended ended =
                Ended.octroi(
                        "validate",
                        "--config",
                        Ended.SHIPPED.toString(),
                        "--set",
                        "delivery.route=mx",
                        "--set",
                        "hostname=gate.example",
                        "--set",
                        "checks.dns=off",
                        "--set",
                        "delivery.mx.source-addresses=[" + addresses + "]");

        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.out()).contains(told);
    }

    @Test
    void aMissingFileIsNamed() {
        Ended ended = Ended.octroi("validate", "--config", "no/such.yaml");

        assertThat(ended.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(ended.out()).contains("no/such.yaml").contains("does not exist");
    }

    @Test
    void otherCommandsRefuseABadConfigurationWithTheSameList() {
        Ended ended =
                Ended.octroi(
                        "suppress", "stats",
                        "--config", Ended.SHIPPED.toString(),
                        "--set", "listen.smtp.address=here");

        assertThat(ended.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(ended.err()).contains("one problem", "listen.smtp.address");
    }
}
