// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No reply tells whom a copy goes to. */
final class MaskTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    # reply                             | shown
                    450 <bob@x.fr>: greylisted          | 450 <***@x.fr>: greylisted
                    550 5.1.1 bob.o'neil+a=b@x.fr gone  | 550 5.1.1 ***@x.fr gone
                    550 RCPT TO:bob@x.fr, al@y.fr       | 550 RCPT TO:***@x.fr, ***@y.fr
                    550 <"bob smith"@x.fr> unknown      | 550 <***@x.fr> unknown
                    550 a@b@x.fr                        | 550 ***@***@x.fr
                    451 4.7.1 come back later           | 451 4.7.1 come back later
                    451 meet me @ noon                  | 451 meet me @ noon
                    """)
    void addressesAreReducedToTheirDomain(String reply, String shown) {
        assertThat(Mask.addresses(reply)).isEqualTo(shown);
    }
}
