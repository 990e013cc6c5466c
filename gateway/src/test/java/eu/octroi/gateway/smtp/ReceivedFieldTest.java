// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.smtp.ReceivedField.With;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;

final class ReceivedFieldTest {
    private static final MessageId ID = new MessageId(0x0192_5F3A_1B2C_0000L, 1);
    private static final Instant AT = Instant.parse("2026-11-02T08:09:10Z");
    private static final With PLAIN = new With(true, false, false, false);

    @Test
    void theFieldSaysFromWhomByWhomHowAndWhen() {
        ReceivedField field =
                new ReceivedField(
                        address("192.0.2.7"),
                        "crm.example",
                        "gate.example",
                        new With(true, true, true, false),
                        ID,
                        EmailAddress.parse("a@b.example"),
                        AT);

        assertThat(field.line())
                .isEqualTo(
                        "Received: from crm.example ([192.0.2.7]) by gate.example (Octroi) with"
                                + " ESMTPSA id "
                                + ID
                                + " for <a@b.example>; Mon, 2 Nov 2026 08:09:10 +0000");
    }

    @Test
    void severalRecipientsAreNotNamed() {
        assertThat(line("crm.example", PLAIN)).doesNotContain(" for ");
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, false, false, SMTP",
        "true, false, false, false, ESMTP",
        "true, true, false, false, ESMTPS",
        "true, true, true, false, ESMTPSA",
        "true, false, true, false, ESMTPA",
        "true, true, true, true, UTF8SMTPSA",
        "true, false, false, true, UTF8SMTP"
    })
    void theProtocolWordIsOfRfc3848(
            boolean extended, boolean tls, boolean auth, boolean utf8, String word) {
        assertThat(new With(extended, tls, auth, utf8)).hasToString(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "(evil)", "a\"b", "[", "[]", "[a;b]", "..", "a@b"})
    void aNameThatCouldBeReadAsAnotherPartIsLeftOut(String helo) {
        assertThat(line(helo, PLAIN)).startsWith("Received: from [192.0.2.7] ([192.0.2.7]) by");
    }

    @Test
    void anIpv6ClientIsATaggedLiteral() throws UnknownHostException {
        ReceivedField field =
                new ReceivedField(
                        InetAddress.getByName("2001:db8::1"),
                        "[IPv6:2001:db8::1]",
                        "gate.example",
                        PLAIN,
                        ID,
                        Optional.empty(),
                        AT);

        assertThat(field.line())
                .startsWith("Received: from [IPv6:2001:db8::1] ([IPv6:2001:db8:0:0:0:0:0:1]) by");
    }

    private static String line(String helo, With with) {
        return new ReceivedField(
                        address("192.0.2.7"), helo, "gate.example", with, ID, Optional.empty(), AT)
                .line();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
