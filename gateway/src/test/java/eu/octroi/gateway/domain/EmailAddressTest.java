// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a@b                | a            | b
                    a.b@c.fr           | a.b          | c.fr
                    A+tag@C.FR         | A+tag        | C.FR
                    "a b"@c.fr         | "a b"        | c.fr
                    "a\\"@b"@c.fr      | "a\\"@b"     | c.fr
                    a@[192.0.2.1]      | a            | [192.0.2.1]
                    a@[IPv6:::1]       | a            | [IPv6:::1]
                    é@ü.fr             | é            | ü.fr
                    a@_dmarc.c.fr      | a            | _dmarc.c.fr
                    """)
    void aMailboxIsSplitAtTheLastAt(String text, String local, String domain) {
        EmailAddress address = EmailAddress.parse(text).orElseThrow();

        assertThat(address.localPart()).isEqualTo(local);
        assertThat(address.domain()).isEqualTo(domain);
        assertThat(address).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@b",
                "a@",
                "a b@c",
                ".a@c",
                "a.@c",
                "a..b@c",
                "a@.c",
                "a@c.",
                "a@-c",
                "a@c-",
                "\"a@c",
                "\"a\"b@c",
                "a@b@c",
                "<a@c>",
                "a@c\r\n",
                "a\u0000@c",
                "a,b@c",
                "a@c d",
                "a@[1.2.3.4",
                "\"a\r\n\"@c",
                "a\u202e@c",
                "a@b\u200bc",
                "\"\\\"@c"
            })
    void whatIsNoMailboxIsRefused(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void theLimitsAreThoseOfTheRfc() {
        String local = "l".repeat(64);
        String domain = "d".repeat(251) + ".org";

        assertThat(EmailAddress.parse(local + "@" + domain)).isPresent();
        assertThat(EmailAddress.parse(local + "l@d.org")).isEmpty();
        assertThat(EmailAddress.parse("l@d" + domain)).isEmpty();
        // Octets count, not characters.
        assertThat(EmailAddress.parse("é".repeat(32) + "@d.org")).isPresent();
        assertThat(EmailAddress.parse("é".repeat(33) + "@d.org")).isEmpty();
    }

    @Property
    void whatIsParsedIsWrittenBackAsItStood(@ForAll String text) {
        EmailAddress.parse(text).ifPresent(a -> assertThat(a).hasToString(text));
    }

    @Property
    void noParsedAddressCanEndALineOrAPath(@ForAll String local, @ForAll String domain) {
        EmailAddress.parse(local + "@" + domain)
                .ifPresent(
                        a ->
                                assertThat(a.toString().chars())
                                        .noneMatch(c -> c < 0x20 || c == 0x7f || c == 0x2028));
    }
}
