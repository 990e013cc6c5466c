// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.RecipientWishes.Moment;
import eu.octroi.gateway.domain.ReportWishes;
import eu.octroi.gateway.domain.ReportWishes.Quote;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What of a sender's wishes a hop that knows DSN is told, RFC 3461 section 5.2.1. */
final class DsnParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # asked                 | passed on
                    FAILURE                 | ' NOTIFY=FAILURE'
                    DELAY                   | ' NOTIFY=DELAY'
                    FAILURE DELAY           | ' NOTIFY=FAILURE,DELAY'
                    SUCCESS FAILURE DELAY   | ' NOTIFY=FAILURE,DELAY'
                    SUCCESS FAILURE         | ' NOTIFY=FAILURE'
                    SUCCESS                 | ' NOTIFY=NEVER'
                    ''                      | ' NOTIFY=NEVER'
                    """)
    void successIsToldByUsAndNotPassedOn(String asked, String passedOn) {
        Set<Moment> when =
                Arrays.stream(asked.split(" "))
                        .filter(word -> !word.isEmpty())
                        .map(Moment::valueOf)
                        .collect(Collectors.toSet());
        RecipientWishes wishes = new RecipientWishes(Optional.of(when), Optional.empty());

        assertThat(of(wishes).rcpt()).isEqualTo(passedOn);
    }

    @Test
    void theOriginalRecipientIsEncodedAgainButForItsType() {
        Optional<String> original = Optional.of("rfc822;a+b=c@client.example");
        RecipientWishes wishes = new RecipientWishes(Optional.empty(), original);

        assertThat(of(wishes).rcpt()).isEqualTo(" ORCPT=rfc822;a+2Bb+3Dc@client.example");
    }

    @ParameterizedTest
    @CsvSource({"FULL, ' RET=FULL ENVID=a+20b'", "HEADER, ' RET=HDRS ENVID=a+20b'"})
    void quoteAndEnvelopeIdGoWithMail(Quote quote, String mail) {
        ReportWishes wishes = new ReportWishes(Optional.of(quote), Optional.of("a b"), List.of());

        assertThat(DsnParameters.of(wishes, 0)).isEqualTo(new DsnParameters(mail, ""));
    }

    @Test
    void whoAskedNothingSaysNothing() {
        assertThat(DsnParameters.of(ReportWishes.NONE, 3)).isEqualTo(new DsnParameters("", ""));
    }

    private static DsnParameters of(RecipientWishes wishes) {
        return DsnParameters.of(
                new ReportWishes(Optional.empty(), Optional.empty(), List.of(wishes)), 0);
    }
}
