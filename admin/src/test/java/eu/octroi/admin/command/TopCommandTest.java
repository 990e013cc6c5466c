// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.admin.serve.ServedGateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** The view of a gateway that runs, and of none. */
final class TopCommandTest {
    @TempDir private Path directory = Path.of("");

    @Test
    void aRunningGatewayIsShownAsOftenAsWasAsked() {
        Path data = directory.resolve("data");

        try (ServedGateway gateway =
                ServedGateway.start(AnyPort.settings(data, Map.of()), _ -> {})) {
            Ended shown = top(data, "--interval", "0.1", "--views", "2");

            assertThat(shown.code()).isZero();
            assertThat(shown.out().split("octroi at " + gateway.run().admin(), -1)).hasSize(3);
            assertThat(shown.out())
                    .contains("smarthost", "RECIPIENTS REFUSED")
                    .doesNotContain("\33");
        }
    }

    @Test
    void withoutAGatewayTheNextStepIsNamed() {
        Ended shown = top(directory.resolve("data"));

        assertThat(shown.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(shown.err()).contains("octroi serve");
    }

    private static Ended top(Path data, String... more) {
        String[] words = new String[5 + more.length];
        words[0] = "top";
        words[1] = "--config";
        words[2] = Ended.SHIPPED.toString();
        words[3] = "--data";
        words[4] = data.toString();
        System.arraycopy(more, 0, words, 5, more.length);
        return Ended.octroi(words);
    }
}
