// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
