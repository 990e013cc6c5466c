// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import static eu.octroi.gateway.session.Sessions.reply;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.session.State.Closed;
import eu.octroi.gateway.session.State.Pending;
import eu.octroi.gateway.smtp.CommandParser;
import eu.octroi.gateway.smtp.Replies;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** P9: any octet at any place of a command; the session answers and goes on. */
final class HostileOctetsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO crm.example",
                "MAIL FROM:<a@acme.example> SIZE=10 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=x",
                "RCPT TO:<b@b.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;b@b.example",
                "RCPT TO:<\"b c\"@b.example>",
                "RSET",
                "NOOP x",
                "VRFY b",
                "DATA"
            })
    void everyOctetAtEveryPlaceIsAnsweredAndTheSessionGoesOn(String line) {
        for (int place = 0; place <= line.length(); place++) {
            for (int octet = 0; octet < 256; octet++) {
                if (octet != '\r' && octet != '\n') {
                    answered(line, place, (byte) octet);
                }
            }
        }
    }

    /** The octet stands there in place of another one, or behind all of them. */
    private static void answered(String line, int place, byte octet) {
        byte[] octets =
                (line + (place == line.length() ? " " : "")).getBytes(StandardCharsets.US_ASCII);
        octets[place] = octet;
        SmtpSession session = Sessions.greeted();

        Effect effect = session.on(CommandParser.parse(Octets.of(octets))).effect();

        if (session.state() instanceof Closed) {
            throw new AssertionError("closed: " + reply(effect));
        } else if (!(session.state() instanceof Pending)) {
            assertThat(reply(effect).code()).isBetween(200, 599);
            boolean isControl = (octet >= 0 && octet < ' ' && octet != '\t') || octet == 0x7f;
            boolean isLoneUtf8 = octet < 0;
            if (isControl || isLoneUtf8) {
                assertThat(reply(effect)).isEqualTo(Replies.BAD_CHARACTERS);
            }
            assertThat(Sessions.outcome(session, "NOOP")).endsWith(" 250");
        }
    }
}
