// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Verdict;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

final class ReceivedFieldTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    @Test
    void theTraceLineSaysFromByWithIdForAndWhen() {
        String field = field(client("crm.example", true, true, true), false, "a@b.example");

        assertThat(field)
                .isEqualTo(
                        "Received: from crm.example ([192.0.2.7]) by gate.example with ESMTPSA id "
                                + "00000000000000000000000001 for <a@b.example>; "
                                + "Mon, 2 Nov 2026 12:00:00 +0000");
    }

    @Test
    void withSeveralRecipientsNoneIsNamed() {
        String field =
                field(
                        client("crm.example", true, false, false),
                        false,
                        "a@b.example",
                        "c@d.example");

        assertThat(field).contains(" with ESMTP id ").doesNotContain(" for ").doesNotContain("@");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # extended | tls   | auth  | utf8  | protocol
                    false      | false | false | false | SMTP
                    true       | false | false | false | ESMTP
                    true       | true  | false | false | ESMTPS
                    true       | true  | true  | false | ESMTPSA
                    true       | true  | true  | true  | UTF8SMTPSA
                    """)
    void theProtocolSaysHowItCame(
            boolean extended, boolean tls, boolean auth, boolean utf8, String protocol) {
        assertThat(field(client("h", extended, tls, auth), utf8, "a@b.example"))
                .contains(" with " + protocol + " id ");
    }

    @Property
    void whateverTheClientSaysTheLineStaysOneLine(@ForAll String helo) {
        String field = field(client(helo, true, false, false), false, "a@b.example");

        assertThat(field.chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
        assertThat(field).hasSizeLessThan(600);
    }

    private static String field(Submission.Client client, boolean utf8, String... recipients) {
        List<Recipient> to =
                Arrays.stream(recipients)
                        .map(r -> EmailAddress.parse(r).orElseThrow())
                        .map(a -> new Recipient(a, Verdict.Deliver.DELIVER))
                        .toList();
        Origin origin =
                new Origin(
                        new CredentialId("outil"),
                        new StreamId("s"),
                        StreamClass.PROSPECTING,
                        new ControllerNumber(1),
                        Optional.empty());
        return ReceivedField.of(
                new Submission(new MessageId(0, 1), origin, ReversePath.NULL, utf8, client, to),
                "gate.example",
                NOON);
    }

    private static Submission.Client client(
            String helo, boolean extended, boolean tls, boolean authenticated) {
        try {
            return new Submission.Client(
                    InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7}),
                    helo,
                    extended,
                    tls,
                    authenticated,
                    Optional.empty());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
