// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts a name with a wildcard covers. */
final class HostNamesTest {
    @ParameterizedTest
    @CsvSource({
        "mx.test,        mx.test,        true",
        "MX.Test,        mx.test,        true",
        "mx.test,        a.mx.test,      false",
        "mx.test,        xmx.test,       false",
        "*.mx.test,      a.mx.test,      true",
        "*.MX.test,      a.mx.test,      true",
        "*.mx.test,      mx.test,        false",
        "*.mx.test,      b.a.mx.test,    false",
        "*.mx.test,      .mx.test,       false",
        "*.mx.test,      amx.test,       false",
        "*x.test,        mx.test,        false",
        "m*.test,        mx.test,        false",
        "*,              mx.test,        false",
        "*,              test,           false",
        "a.*.test,       a.mx.test,      false",
    })
    void anAsteriskIsOneWholeFirstLabel(String pattern, String host, boolean covered) {
        assertThat(HostNames.covers(pattern, host)).isEqualTo(covered);
    }
}
