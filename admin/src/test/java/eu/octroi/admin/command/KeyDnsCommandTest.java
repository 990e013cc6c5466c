// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

final class KeyDnsCommandTest {
    @TempDir private Path data = Path.of("");

    @Test
    void printsNameTabValueAndTheSameKeyTheNextTime() {
        Ended first = keyDns();
        Ended second = keyDns();

        assertThat(first.code()).isZero();
        assertThat(first.out())
                .matches("octroi\\._domainkey\\.exemple\\.fr\tv=DKIM1; k=rsa; p=[A-Za-z0-9+/=]+\n");
        assertThat(second.out()).isEqualTo(first.out());
    }

    private Ended keyDns() {
        return Ended.octroi(
                "key", "dns", "--config", Ended.SHIPPED.toString(), "--data", data.toString());
    }
}
