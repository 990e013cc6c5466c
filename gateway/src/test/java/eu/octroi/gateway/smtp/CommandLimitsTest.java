// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5321 section 4.5.3.1: what is just within each limit is read, one octet more is not. */
final class CommandLimitsTest {
    private static final int LINE_END = 2;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # beginning               | octets with CRLF | reply
                    NOOP                      | 512              | 500 5.5.2
                    XYZZY                     | 512              | 500 5.5.2
                    MAIL FROM:<> AUTH=        | 1181             | 500 5.5.2
                    RCPT TO:<a@b.c> ORCPT=x;  | 1048             | 500 5.5.2
                    AUTH PLAIN                | 12288            | 500 5.5.6
                    """)
    void aLineHasItsLimit(String beginning, int octetsMax, String reply) {
        String within = fill(beginning + " ", octetsMax - LINE_END).replace("= ", "=");
        String beyond = within + "x";

        assertThat(wire(within)).doesNotStartWith("500 5.5.2").doesNotStartWith("500 5.5.6");
        assertThat(wire(beyond + "x")).startsWith(reply);
    }

    @ParameterizedTest
    @CsvSource({"64, OK", "65, 501 5.1.3"})
    void aLocalPartHas64Octets(int octets, String result) {
        assertThat(wire("RCPT TO:<" + "l".repeat(octets) + "@b.example>")).startsWith(result);
    }

    @ParameterizedTest
    @CsvSource({"255, OK", "256, 501 5.5.4"})
    void aDomainHas255Octets(int octets, String result) {
        assertThat(wire("EHLO " + "d".repeat(octets))).startsWith(result);
    }

    @ParameterizedTest
    @CsvSource({"256, OK", "257, 501 5.1.3"})
    void aPathHas256OctetsWithItsBrackets(int octets, String result) {
        String path = fill("<" + "l".repeat(64) + "@", octets - 1) + ">";

        assertThat(wire("RCPT TO:" + path)).startsWith(result);
        assertThat(wire("MAIL FROM:" + path)).startsWith(result);
    }

    @ParameterizedTest
    @CsvSource({"AUTH PLAIN x, 500 5.5.6", "auth, 500 5.5.6", "NOOP, 500 5.5.2", "X, 500 5.5.2"})
    void aLineThatWasNotKeptIsAnsweredByItsBeginning(String beginning, String reply) {
        Command command = CommandParser.overlong(Octets.of(beginning));

        assertThat(wire(command)).startsWith(reply);
    }

    private static String fill(String beginning, int length) {
        return beginning + "x".repeat(length - beginning.length());
    }

    private static String wire(String line) {
        return wire(CommandParser.parse(Octets.of(line)));
    }

    private static String wire(Command command) {
        return command instanceof Command.Malformed(_, Reply reply) ? reply.wire() : "OK";
    }
}
