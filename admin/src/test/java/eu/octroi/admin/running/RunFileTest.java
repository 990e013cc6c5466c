// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class RunFileTest {
    private static final RunFile RUN =
            new RunFile(42, "0.1.0", "127.0.0.1:2525", null, "127.0.0.1:8080", "127.0.0.1:8081");

    @TempDir private Path data = Path.of("");

    @Test
    void saysWhereEverythingListensInTheAgreedForm() throws IOException {
        RUN.write(data);

        assertThat(data.resolve("run.json"))
                .content()
                .isEqualToIgnoringWhitespace(
                        """
                        {"pid":42,"version":"0.1.0","smtp":"127.0.0.1:2525",
                         "web":"127.0.0.1:8080","admin":"127.0.0.1:8081"}
                        """);
        assertThat(RunFile.read(data)).contains(RUN);
        assertThat(data).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void namesTheImplicitTlsPortWhenThatIsOpen() {
        RunFile open = new RunFile(42, "0.1.0", "[::1]:25", "[::1]:465", "[::1]:80", "[::1]:81");

        open.write(data);

        assertThat(data.resolve("run.json")).content().contains("\"smtps\":\"[::1]:465\"");
        assertThat(RunFile.read(data)).contains(open);
    }

    @Test
    void replacesTheFileACrashLeftBehind() throws IOException {
        Files.writeString(data.resolve("run.json"), "{\"pid\": 1, \"smtp\": \"half a fi");

        assertThat(RunFile.read(data)).isEmpty();
        RUN.write(data);

        assertThat(RunFile.read(data)).contains(RUN);
    }

    @Test
    void isGoneAfterRemovalAndRemovingTwiceIsNoFailure() {
        RUN.write(data);

        RunFile.remove(data);
        RunFile.remove(data);

        assertThat(RunFile.read(data)).isEmpty();
    }

    @Test
    void aLockedDirectoryWithoutAFileIsAGatewayThatDoesNotListenYet() {
        assertThatThrownBy(() -> RunningGateway.in(data))
                .isInstanceOf(GatewayUnreachableException.class)
                .hasMessageContaining("does not listen (yet)");
    }
}
