// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** L-08 on the command line, with no gateway running and no DNS. */
final class KeyCommandsTest {
    @TempDir private Path data = Path.of("");

    @Test
    void aKeyIsMadeActivatedAndTheOldOneRests() {
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

    @Test
    void whatMayNotBeIsRefusedWithTheReason() {
        Ended retired = key("retire", "exemple.fr", "octroi");

        assertThat(retired.code()).isEqualTo(1);
        assertThat(retired.err()).contains("activate another one first");
    }

    private Ended key(String... words) {
        List<String> all = new ArrayList<>(List.of("key"));
        all.addAll(List.of(words));
        all.addAll(List.of("--config", Ended.SHIPPED.toString(), "--data", data.toString()));
        all.addAll(List.of("--set", "checks.dns=off"));
        return Ended.octroi(all.toArray(String[]::new));
    }
}
