// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.AddressClass;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.settings.AddressLists;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which class an address is of, by its words alone. */
final class AddressClassifierTest {
    private static final AddressClassifier CLASSIFIER =
            new AddressClassifier(AddressLists.shipped());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # address                          | class
                    marie.durand@acme.fr               | NAMED_PROFESSIONAL
                    mdurand@acme.fr                    | NAMED_PROFESSIONAL
                    info.dupont@acme.fr                | NAMED_PROFESSIONAL
                    jean-pierre.o'neill@acme.fr        | NAMED_PROFESSIONAL
                    élodie@acme.fr                     | NAMED_PROFESSIONAL
                    info@acme.fr                       | GENERIC_COMPANY
                    INFO@Acme.FR                       | GENERIC_COMPANY
                    contact+salon@acme.fr              | GENERIC_COMPANY
                    service-clients@acme.fr            | GENERIC_COMPANY
                    Service.Clients@acme.fr            | GENERIC_COMPANY
                    réception@acme.fr                  | GENERIC_COMPANY
                    vertrieb@firma.de                  | GENERIC_COMPANY
                    info@gmail.com                     | PERSONAL
                    marie@sfr.fr                       | PERSONAL
                    marie@durand.demon.co.uk           | PERSONAL
                    marie@etu.univ-lyon1.fr            | PERSONAL
                    marie@student.ethz.ch              | PERSONAL
                    marie@alumni.insead.edu            | PERSONAL
                    marie@student.com                  | NAMED_PROFESSIONAL
                    marie@corp.aol.com                 | NAMED_PROFESSIONAL
                    marie@orange.com                   | NAMED_PROFESSIONAL
                    marie@blorange.fr                  | NAMED_PROFESSIONAL
                    x@yopmail.com                      | DISPOSABLE
                    x@any.yopmail.com                  | DISPOSABLE
                    marie.durand@marie-durand.fr       | SOLE_TRADER_OR_UNKNOWN
                    durand.marie@mariedurand.com       | SOLE_TRADER_OR_UNKNOWN
                    xk4271@acme.fr                     | SOLE_TRADER_OR_UNKNOWN
                    a@acme.fr                          | SOLE_TRADER_OR_UNKNOWN
                    abuse@gmail.com                    | ROLE
                    Postmaster@acme.fr                 | ROLE
                    no-reply@acme.fr                   | ROLE
                    ne.pas.repondre@acme.fr            | ROLE
                    golf-request@acme.fr               | ROLE
                    owner-golf@acme.fr                 | ROLE
                    marie.durand@culture.gouv.fr       | PUBLIC_BODY
                    contact@mairie-lyon.fr             | PUBLIC_BODY
                    marie@univ-lyon1.fr                | PUBLIC_BODY
                    j.rossi@comune.milano.it           | PUBLIC_BODY
                    jan@münchen.de                     | NAMED_PROFESSIONAL
                    marie@acme.invalid                 | INVALID
                    marie@localhost                    | INVALID
                    marie@acme.42                      | INVALID
                    marie@acme.-shop.fr               | INVALID
                    marie@[192.0.2.1]                  | INVALID
                    "marie durand"@acme.fr             | INVALID
                    """)
    void anAddressIsOfOneClass(String address, AddressClass expected) {
        assertThat(classOf(address)).isEqualTo(expected);
    }

    /** Those that public lists of free-mail domains were found to lack. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sfr.fr",
                "neuf.fr",
                "bbox.fr",
                "cegetel.net",
                "club-internet.fr",
                "aliceadsl.fr",
                "numericable.fr",
                "noos.fr",
                "tutanota.com",
                "mailo.com",
                "gmx.fr",
                "aol.fr"
            })
    void whatPublicListsLackIsPersonal(String domain) {
        assertThat(classOf("marie.durand@" + domain)).isEqualTo(AddressClass.PERSONAL);
    }

    @Test
    void theListsAreLongEnoughAndDated() {
        AddressLists lists = AddressLists.shipped();

        assertThat(lists.list(AddressLists.Kind.PERSONAL_DOMAINS).entries())
                .hasSizeGreaterThan(1_000)
                .doesNotHaveDuplicates();
        assertThat(lists.list(AddressLists.Kind.GENERIC_LOCAL_PARTS).entries())
                .hasSizeGreaterThan(500)
                .doesNotHaveDuplicates();
        assertThat(lists.toString()).contains("personal-domains of 20");
    }

    private static AddressClass classOf(String address) {
        return CLASSIFIER.classOf(EmailAddress.parse(address).orElseThrow());
    }
}
