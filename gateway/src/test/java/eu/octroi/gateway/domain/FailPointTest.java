// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A place ends the process when it was asked to, and never otherwise. */
final class FailPointTest {
    /** Passes two places in turn and says so. */
    static final class Passing {
        private Passing() {}

        public static void main(String[] arguments) {
            for (int turn = 1; turn <= 3; turn++) {
                FailPoint.BEFORE_FORCE.pass();
                FailPoint.AFTER_FORCE.pass();
                System.out.println(turn);
            }
        }
    }

    @Test
    void unarmedPlacesArePassed() throws Exception {
        assertThat(run()).containsExactly("1", "2", "3", "exit 0");
    }

    @Test
    void theProcessEndsAtTheArmedPlaceTheNthTime() throws Exception {
        assertThat(run("-Doctroi.failpoint=after-force:2")).containsExactly("1", "exit 137");
        assertThat(run("-Doctroi.failpoint=before-force")).containsExactly("exit 137");
    }

    @Test
    void aPlaceThatThereIsNotIsAnError() throws Exception {
        assertThat(run("-Doctroi.failpoint=nowhere:2")).endsWith("exit 1").doesNotContain("1");
    }

    private static List<String> run(String... options)
            throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(placeOf(FailPoint.class) + ":" + placeOf(Passing.class));
        command.add(Passing.class.getName());
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> said = new ArrayList<>(process.inputReader().lines().toList());
        said.add("exit " + process.waitFor());
        return said;
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
