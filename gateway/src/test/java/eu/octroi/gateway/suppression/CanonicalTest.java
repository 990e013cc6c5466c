// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.EmailAddress;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Locale;

final class CanonicalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    # written                    | matched as
                    a.b@x.fr                     | a.b@x.fr
                    A.B@X.FR                     | a.b@x.fr
                    "a.b"@x.fr                   | a.b@x.fr
                    "a\\.b"@x.fr                 | a.b@x.fr
                    "A B"@x.fr                   | "a b"@x.fr
                    "\\A\\ B"@x.fr               | "a b"@x.fr
                    "a@b"@x.fr                   | "a@b"@x.fr
                    a.b@München.example          | a.b@xn--mnchen-3ya.example
                    a.b@MÜNCHEN.example          | a.b@xn--mnchen-3ya.example
                    a.b@XN--MNCHEN-3YA.example   | a.b@xn--mnchen-3ya.example
                    a.b@straße.example           | a.b@xn--strae-oqa.example
                    a.b@x。fr                     | a.b@x.fr
                    HÉLÈNE@x.fr                  | hélène@x.fr
                    straße@x.fr                  | strasse@x.fr
                    a@[192.0.2.1]                | a@[192.0.2.1]
                    a@[IPv6:2001:DB8::1]         | a@[ipv6:2001:db8::1]
                    """)
    void oneSpellingStandsForAll(String written, String matched) {
        assertThat(Canonical.of(address(written)).address()).isEqualTo(matched);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # one spelling            | another of the same person
                    j.dupont+x@googlemail.com | jdupont@gmail.com
                    J.Du.Pont@gmail.com       | jdupont+news@gmail.com
                    jo+promo@acme.fr          | jo@acme.fr
                    jo-shop@yahoo.fr          | jo@yahoo.fr
                    jo@me.com                 | jo@icloud.com
                    jo.la_la@pm.me            | jolala@proton.me
                    jo@hotmail.com            | JO+a+b@Hotmail.com
                    "jo+a b"@acme.fr          | jo@acme.fr
                    "jo+"@acme.fr             | jo@acme.fr
                    "jo..la"@gmail.com        | jola@gmail.com
                    ".jo+."@gmail.com         | jo@gmail.com
                    """)
    void everySpellingOfAPersonIsThatPerson(String one, String another) {
        assertThat(Canonical.of(address(one)).person())
                .isEqualTo(Canonical.of(address(another)).person());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # one person       | another one
                    j.dupont@acme.fr   | jdupont@acme.fr
                    jo-shop@acme.fr    | jo@acme.fr
                    jo@yahoo.fr        | jo@yahoo.de
                    j.o@outlook.com    | jo@outlook.com
                    +tag@acme.fr       | jo@acme.fr
                    """)
    void differentPersonsStayApart(String one, String another) {
        assertThat(Canonical.of(address(one)).person())
                .isNotEqualTo(Canonical.of(address(another)).person());
    }

    @Property(tries = 500)
    void canonicalFormsAreFixedPoints(@ForAll("addresses") EmailAddress address) {
        Canonical once = Canonical.of(address);

        EmailAddress.parse(once.address())
                .ifPresent(again -> assertThat(Canonical.of(again)).isEqualTo(once));
        EmailAddress.parse(once.person())
                .ifPresent(
                        again -> assertThat(Canonical.of(again).person()).isEqualTo(once.person()));
    }

    @Property(tries = 500)
    void letterCaseNeverMatters(@ForAll("asciiAddresses") EmailAddress address) {
        EmailAddress upper = address(address.toString().toUpperCase(Locale.ROOT));

        assertThat(Canonical.of(upper)).isEqualTo(Canonical.of(address));
    }

    @Provide
    Arbitrary<EmailAddress> addresses() {
        Arbitrary<String> local = Arbitraries.strings().ofMinLength(1).ofMaxLength(12);
        Arbitrary<String> domain =
                Arbitraries.strings()
                        .ofMinLength(1)
                        .ofMaxLength(8)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(labels -> String.join(".", labels));
        return addresses(local, domain);
    }

    @Provide
    Arbitrary<EmailAddress> asciiAddresses() {
        Arbitrary<String> local =
                Arbitraries.strings().ascii().withChars("+.\"\\- ").ofMinLength(1).ofMaxLength(12);
        Arbitrary<String> domain =
                Arbitraries.of("gmail.com", "yahoo.fr", "proton.me", "acme.fr", "sub.acme.fr");
        return addresses(local, domain);
    }

    private static Arbitrary<EmailAddress> addresses(
            Arbitrary<String> local, Arbitrary<String> domain) {
        Arbitrary<String> written =
                Combinators.combine(local, domain, Arbitraries.of(true, false))
                        .as((l, d, quoted) -> (quoted ? '"' + l + '"' : l) + '@' + d);
        return written.map(EmailAddress::parse)
                .filter(parsed -> parsed.isPresent())
                .map(parsed -> parsed.orElseThrow());
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
