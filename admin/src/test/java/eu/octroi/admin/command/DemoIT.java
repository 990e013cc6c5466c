// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The whole way of a mail, as a person sees it first. */
final class DemoIT {
    @TempDir private Path directory = Path.of("");

    @Test
    void allSixMailsEndAsTheyShouldTwiceOnTheSameData() {
        String data = directory.resolve("data").toString();

        Ended first = Ended.octroi("demo", "--once", "--data", data);
        Ended second = Ended.octroi("demo", "--once", "--data", data);

        assertThat(first.out()).contains("All six ended as they should.");
        assertThat(first.code()).isZero();
        assertThat(second.out()).contains("All six ended as they should.");
        assertThat(second.code()).isZero();
        assertThat(Path.of(data, "run.json")).doesNotExist();
    }
}
