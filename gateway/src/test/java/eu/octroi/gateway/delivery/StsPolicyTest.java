// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.delivery.StsPolicy.Mode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

/**
 * What a policy and the record that announces it say, and what says nothing (RFC 8461 section 3).
 */
final class StsPolicyTest {
    private static final String POLICY =
            """
            version: STSv1
            mode: enforce
            mx: mail.example.com
            mx: *.example.net
            max_age: 86400
            """;

    @Test
    void aPolicyIsReadWhateverItsLineEnds() {
        StsPolicy read =
                new StsPolicy(
                        Mode.ENFORCE,
                        List.of("mail.example.com", "*.example.net"),
                        Duration.ofDays(1));

        assertThat(StsPolicy.parse(POLICY)).contains(read);
        assertThat(StsPolicy.parse(POLICY.replace("\n", "\r\n"))).contains(read);
        assertThat(StsPolicy.parse(POLICY.strip())).contains(read);
        assertThat(StsPolicy.parse("later: more\n\n" + POLICY.replace(": ", ":"))).contains(read);
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.com,   true",
        "a.example.net,      true",
        "example.net,        false",
        "b.a.example.net,    false",
        "mail.example.org,   false",
    })
    void exchangersAreListedByNameOrByTheirDomain(String host, boolean listed) {
        assertThat(StsPolicy.parse(POLICY).orElseThrow().lists(host)).isEqualTo(listed);
    }

    @ParameterizedTest
    @CsvSource({"0, 300", "60, 300", "86400, 86400", "31557600, 31557600", "9999999999, 31557600"})
    void itsAgeIsBounded(String said, long seconds) {
        assertThat(StsPolicy.parse(POLICY.replace("86400", said)).orElseThrow().maxAge())
                .hasSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<html></html>",
                "version: STSv2\nmode: none\nmax_age: 1",
                "mode: enforce\nmx: a.test\nmax_age: 1",
                "version: STSv1\nmode: maybe\nmx: a.test\nmax_age: 1",
                "version: STSv1\nmx: a.test\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmx: a.test",
                "version: STSv1\nmode: enforce\nmx: a.test\nmax_age: -1",
                "version: STSv1\nmode: enforce\nmx: a.test\nmax_age: 10000000000",
                "version: STSv1\nmode: enforce\nmx: a.*.test\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmx: \nmax_age: 1",
            })
    void whatIsMalformedIsNone(String text) {
        assertThat(StsPolicy.parse(text)).isEmpty();
    }

    @Test
    void theFirstOfTwoOfAFieldCounts() {
        assertThat(StsPolicy.parse(POLICY + "mode: none\nmax_age: 1\n"))
                .isEqualTo(StsPolicy.parse(POLICY));
    }

    @Test
    void aPolicyThatIsNoneNeedsNoExchangers() {
        assertThat(StsPolicy.parse("version: STSv1\nmode: none\nmax_age: 86400"))
                .contains(new StsPolicy(Mode.NONE, List.of(), Duration.ofDays(1)));
    }

    @Property
    void nothingBreaksIt(@ForAll String text) {
        assertThat(StsPolicy.parse(text)).isNotNull();
        assertThat(StsPolicy.parse("version: STSv1\nmax_age: 1\n" + text)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "v=STSv1; id=20260101T000000                | 20260101T000000",
                "v=STSv1;id=1;                              | 1",
                "v=STSv1; more=x; id=1                      | 1",
                "v=STSv1; id=1; id=2                        | 1",
                "v=STSv1; id=                               | none",
                "v=STSv1; id=a-b                            | none",
                "v=STSv1; id=123456789012345678901234567890123 | none",
                "v=STSv1                                    | none",
                "v=STSv2; id=1                              | none",
                "hello; v=STSv1; id=1                       | none",
                "v=STSv1; id=1/v=STSv1; id=1                | none",
                "v=STSv1; id=1/v=spf1 -all                  | 1",
            })
    void dnsNamesOnePolicyOrNone(String texts, String id) {
        assertThat(StsRecord.id(List.of(texts.split("/"))))
                .isEqualTo(java.util.Optional.ofNullable(id));
    }
}
