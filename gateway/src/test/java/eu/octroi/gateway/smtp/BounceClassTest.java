// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One row for each code (K-03); the words are those of real providers. */
final class BounceClassTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    5.1.1   | hard   | The email account that you tried to reach does not exist
                    5.1.2   | hard   | the domain does not exist
                    5.1.3   | hard   | bad destination mailbox address syntax
                    5.1.4   | hard   | ambiguous
                    5.1.6   | hard   | mailbox has moved
                    5.1.7   | policy | bad sender's mailbox address syntax
                    5.1.8   | policy | sender's domain does not exist
                    5.1.10  | hard   | null MX
                    5.2.0   | hard   | other mailbox status
                    5.2.1   | hard   | mailbox disabled, not accepting messages
                    5.2.2   | soft   | mailbox full
                    5.2.3   | policy | message length exceeds administrative limit
                    5.2.4   | policy | mailing list expansion problem
                    5.3.0   | soft   | other mail system status
                    5.3.1   | soft   | mail system full
                    5.3.2   | soft   | system not accepting network messages
                    5.3.4   | policy | message too big for system
                    5.4.0   | soft   | network
                    5.4.1   | soft   | no answer from host
                    5.4.4   | hard   | unable to route: NXDOMAIN
                    5.4.6   | soft   | routing loop detected
                    5.4.7   | soft   | delivery time expired
                    5.5.0   | policy | protocol
                    5.5.4   | policy | invalid command arguments
                    5.6.0   | policy | media
                    5.6.7   | policy | non-ASCII addresses not permitted
                    5.7.0   | policy | security
                    5.7.1   | policy | delivery not authorized
                    5.7.26  | policy | multiple authentication checks failed
                    5.7.515 | policy | access denied, sending domain does not meet the level
                    5.0.0   | hard   | unknown user
                    5.0.0   | policy | message identified as SPAM
                    5.0.0   | policy | blocked using zen.spamhaus.org
                    5.1.0   | policy | Mail refused due to poor REPUTATION
                    5.9.9   | hard   | who knows
                    4.0.0   | soft   | later
                    4.2.2   | soft   | over quota
                    4.7.28  | soft   | unusual rate of mail
                    4.1.1   | soft   | unknown user, perhaps
                    2.0.0   | soft   | no refusal at all says nothing against the address
                    """)
    void aRefusalSaysWhatItsCodeSays(String status, String expected, String text) {
        EnhancedCode code = EnhancedCode.parse(status).orElseThrow();

        assertThat(BounceClass.of(code, text).word()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "5.1", "5.1.1.1", "3.1.1", "5.1.1000", "5.-1.1", "5.1.1 ", "a"})
    void whatIsNoEnhancedCodeIsNone(String word) {
        assertThat(EnhancedCode.parse(word)).isEmpty();
    }
}
