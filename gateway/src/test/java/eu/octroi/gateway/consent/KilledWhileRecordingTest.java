// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real process is killed while it records and withdraws; what it said was done is done. */
final class KilledWhileRecordingTest {
    private static final int ENOUGH = 200;

    @TempDir private Path directory;

    @Test
    void everyAnsweredConsentAndWithdrawalOutlivesAKill() throws IOException, InterruptedException {
        int answered = killAfter(ENOUGH);

        try (OpenBook open = OpenBook.in(directory)) {
            for (int i = 0; i <= answered; i++) {
                assertThat(open.permits(who(i))).as(who(i)).isEqualTo(!isWithdrawn(i));
            }
        }
    }

    private int killAfter(int enough) throws IOException, InterruptedException {
        Process child = ChildJvm.start(List.of(), Child.class, directory.toString());
        int last = -1;
        try (BufferedReader said = child.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.matches("done [0-9]+")) {
                    last = Integer.parseInt(line.substring(5));
                }
                if (last >= enough) {
                    // By its handle: the process would close the stream we still read.
                    child.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(child.waitFor()).as("killed").isEqualTo(137);
        return last;
    }

    private static String who(int number) {
        return "user" + number + "@gmail.com";
    }

    private static boolean isWithdrawn(int number) {
        return number % 3 == 0;
    }

    /** The process that is killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            OpenBook open = OpenBook.in(Path.of(arguments[0]));
            for (int i = 0; i < Integer.MAX_VALUE; i++) {
                open.add(who(i), ConsentLookupContract.consent(Optional.empty()));
                if (isWithdrawn(i)) {
                    open.withdraw(who(i));
                }
                System.out.println("done " + i);
            }
        }
    }
}
