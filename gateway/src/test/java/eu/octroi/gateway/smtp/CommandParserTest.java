// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.RecipientWishes.Moment;
import eu.octroi.gateway.domain.ReportWishes.Quote;
import eu.octroi.gateway.domain.ReversePath;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

final class CommandParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    EHLO mail.example          | Ehlo[client=mail.example]
                    ehlo [192.0.2.1]           | Ehlo[client=[192.0.2.1]]
                    HELO broken_name           | Helo[client=broken_name]
                    DATA                       | Data[]
                    data                       | Data[]
                    BDAT 0                     | Bdat[octets=0, isLast=false]
                    bdat 86 last               | Bdat[octets=86, isLast=true]
                    BDAT 999999999999999999    | Bdat[octets=999999999999999999, isLast=false]
                    BDAT                       | Uncounted[]
                    BDAT -1                    | Uncounted[]
                    BDAT 5 FIRST               | Uncounted[]
                    BDAT 5LAST                 | Uncounted[]
                    BDAT 0x5 LAST              | Uncounted[]
                    BDAT 1000000000000000000   | Uncounted[]
                    BDAT5 LAST                 | Uncounted[]
                    BDATA 5                    | Uncounted[]
                    RSET                       | Rset[]
                    NOOP                       | Noop[]
                    NOOP anything goes         | Noop[]
                    QUIT                       | Quit[]
                    VRFY someone               | Vrfy[]
                    EXPN list                  | Expn[]
                    HELP                       | Help[]
                    HELP DATA                  | Help[]
                    STARTTLS                   | StartTls[]
                    AUTH plain AGEAYg==        | Auth[PLAIN]
                    AUTH LOGIN                 | Auth[LOGIN]
                    GET / HTTP/1.1             | Http[]
                    POST / HTTP/1.1            | Http[]
                    CONNECT example.com:25     | Http[]
                    """)
    void aLineIsReadAsItsCommand(String line, String command) {
        assertThat(parse(line)).hasToString(command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    EHLO                                       | 501 5.5.4
                    EHLO two names                             | 501 5.5.4
                    EHLO café.example                          | 501 5.5.4
                    HELO                                       | 501 5.5.4
                    MAIL                                       | 501 5.5.4
                    MAIL TO:<a@b.example>                      | 501 5.5.4
                    MAIL FROM:a@b.example                      | 501 5.1.7
                    MAIL FROM:<a@b.example                     | 501 5.1.7
                    MAIL FROM:<a b@c.example>                  | 501 5.1.7
                    MAIL FROM:<a@b.example>SIZE=1              | 501 5.1.7
                    MAIL FROM:<a@b.example> SIZE=              | 501 5.5.4
                    MAIL FROM:<a@b.example> SIZE=-1            | 501 5.5.4
                    MAIL FROM:<a@b.example> SIZE=1x            | 501 5.5.4
                    MAIL FROM:<a@b.example> SIZE=123456789012345678901 | 501 5.5.4
                    MAIL FROM:<a@b.example> SIZE=1 SIZE=1      | 501 5.5.4
                    MAIL FROM:<a@b.example> SIZE=1 size=1      | 501 5.5.4
                    MAIL FROM:<a@b.example> BODY=BINARYMIME    | 501 5.5.4
                    MAIL FROM:<a@b.example> SMTPUTF8=yes       | 501 5.5.4
                    MAIL FROM:<a@b.example> AUTH=a+b           | 501 5.5.4
                    MAIL FROM:<a@b.example> AUTH               | 501 5.5.4
                    MAIL FROM:<a@b.example> FOO=FULL           | 555 5.5.4
                    MAIL FROM:<a@b.example> NONSENSE           | 555 5.5.4
                    MAIL FROM:<é@b.example>                    | 553 5.6.7
                    RCPT                                       | 501 5.5.4
                    RCPT TO:                                   | 501 5.1.3
                    RCPT TO:<>                                 | 501 5.1.3
                    RCPT TO:<a>                                | 501 5.1.3
                    RCPT TO:<a@>                               | 501 5.1.3
                    RCPT TO:<a@b.example>>                     | 501 5.1.3
                    RCPT TO:<@hop.example>                     | 501 5.1.3
                    RCPT TO:<@hop.example,:a@b.example>        | 501 5.1.3
                    RCPT TO:<a@b.example> FOO=NEVER            | 555 5.5.4
                    RCPT TO:<Postmaster> FOO                   | 555 5.5.4
                    RCPT TO:<a@b.example> NOTIFY=              | 501 5.5.4
                    RCPT TO:<a@b.example> NOTIFY=NEVER,DELAY   | 501 5.5.4
                    RCPT TO:<a@b.example> NOTIFY=DELAY,NEVER   | 501 5.5.4
                    RCPT TO:<a@b.example> NOTIFY=SOMETIMES     | 501 5.5.4
                    RCPT TO:<a@b.example> NOTIFY=NEVER NOTIFY=NEVER | 501 5.5.4
                    RCPT TO:<a@b.example> ORCPT=a@b.example    | 501 5.5.4
                    RCPT TO:<a@b.example> ORCPT=rfc822;        | 501 5.5.4
                    RCPT TO:<a@b.example> ORCPT=rfc822;a+0D+0A | 501 5.5.4
                    RCPT TO:<a@b.example> ORCPT=rfc822;a+4     | 501 5.5.4
                    RCPT TO:<a@b.example> ORCPT=rfc822;a+4a    | 501 5.5.4
                    RCPT TO:<a@b.example> ORCPT=rfc822;a ORCPT=rfc822;a | 501 5.5.4
                    MAIL FROM:<a@b.example> RET=ALL            | 501 5.5.4
                    MAIL FROM:<a@b.example> RET=FULL RET=HDRS  | 501 5.5.4
                    MAIL FROM:<a@b.example> ENVID=             | 501 5.5.4
                    MAIL FROM:<a@b.example> ENVID=a=b          | 501 5.5.4
                    MAIL FROM:<a@b.example> ENVID=+0A          | 501 5.5.4
                    MAIL FROM:<a@b.example> ENVID=a ENVID=a    | 501 5.5.4
                    MAIL FROM:<Postmaster>                     | 501 5.1.7
                    DATA now                                   | 501 5.5.4
                    RSET now                                   | 501 5.5.4
                    QUIT now                                   | 501 5.5.4
                    STARTTLS now                               | 501 5.5.4
                    VRFY                                       | 501 5.5.4
                    EXPN                                       | 501 5.5.4
                    AUTH                                       | 501 5.5.4
                    AUTH PLAIN a b                             | 501 5.5.4
                    XCLIENT ADDR=127.0.0.1                     | 500 5.5.1
                    PROXY TCP4 127.0.0.1 127.0.0.1 1 25        | 500 5.5.1
                    FOO                                        | 500 5.5.1
                    """)
    void aWrongLineIsAnsweredWithWhatIsWrong(String line, String reply) {
        assertThat(parse(line)).isInstanceOf(Command.Malformed.class);
        assertThat(((Command.Malformed) parse(line)).reply().wire()).startsWith(reply);
    }

    @Test
    void anEmptyLineIsAnUnknownCommand() {
        assertThat(parse("")).isEqualTo(new Command.Malformed("UNKNOWN", Replies.UNKNOWN_COMMAND));
    }

    @Test
    void mailCarriesItsParameters() {
        Command command =
                parse(
                        "mail from: <a@b.example>  size=1000 Body=8bitmime SMTPUTF8 AUTH=<>"
                                + " ret=full ENVID=a+20b+2Bc");

        MailParameters parameters =
                new MailParameters(
                        OptionalLong.of(1_000),
                        true,
                        true,
                        Optional.of(Quote.FULL),
                        Optional.of("a b+c"),
                        false);
        assertThat(command).isEqualTo(new Command.Mail(from("a@b.example"), parameters));
    }

    @Test
    void aSizeOfTwentyDigitsIsTakenAsTheLargestNumber() {
        Command.Mail mail = (Command.Mail) parse("MAIL FROM:<> SIZE=99999999999999999999");

        assertThat(mail.parameters().size()).hasValue(Long.MAX_VALUE);
    }

    @Test
    void theNullSenderIsAPath() {
        assertThat(parse("MAIL FROM:<>"))
                .isEqualTo(new Command.Mail(ReversePath.NULL, MailParameters.NONE));
    }

    @Test
    void aUtf8SenderIsReadWithSmtpUtf8() {
        Command.Mail mail = (Command.Mail) parse("MAIL FROM:<josé@exemple.fr> SMTPUTF8");

        assertThat(mail.from()).isEqualTo(from("josé@exemple.fr"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    <a@b.example>                                | a@b.example
                    <a+tag@b.example>                            | a+tag@b.example
                    <"a b"@c.example>                            | "a b"@c.example
                    <"a>b"@c.example>                            | "a>b"@c.example
                    <"a\\"b"@c.example>                          | "a\\"b"@c.example
                    <a@[192.0.2.1]>                              | a@[192.0.2.1]
                    <a@[IPv6:2001:db8::1]>                       | a@[IPv6:2001:db8::1]
                    <@hop.example:a@b.example>                   | a@b.example
                    <@one.example,@two.example:a@b.example>      | a@b.example
                    <a%c.example@b.example>                      | a%c.example@b.example
                    <c.example!a@b.example>                      | c.example!a@b.example
                    """)
    void theRecipientIsTheMailboxAsItStands(String path, String address) {
        assertThat(parse("RCPT TO:" + path))
                .isEqualTo(
                        new Command.Rcpt(
                                EmailAddress.parse(address).orElseThrow(), RecipientWishes.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP\nQUIT", "NOOP\rQUIT", "NOOP\n", "\nNOOP", "NOOP\r", "\r"})
    void aBareLineEndIsNeverReadAsACommand(String line) {
        assertThat(parse(line)).isEqualTo(new Command.BareLineEnd());
    }

    @ParameterizedTest
    @CsvSource({
        "'NOOP \0', NOOP",
        "'NO\0OP', UNKNOWN",
        "'EHLO a\u0007b', EHLO",
        "'noop \u007f', NOOP"
    })
    void aControlCharacterIsRefused(String line, String verb) {
        assertThat(parse(line)).isEqualTo(new Command.Malformed(verb, Replies.BAD_CHARACTERS));
    }

    @Test
    void octetsThatAreNoUtf8AreRefused() {
        Octets latin1 = Octets.of("RCPT TO:<jos\u00e9@exemple.fr>");

        assertThat(CommandParser.parse(latin1))
                .isEqualTo(new Command.Malformed("RCPT", Replies.BAD_CHARACTERS));
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertThat(parse("AUTH PLAIN AGEAc2VjcmV0").toString()).doesNotContain("c2VjcmV0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT TO:<Postmaster>", "rcpt to:<POSTMASTER>"})
    void postmasterNeedsNoDomain(String line) {
        assertThat(parse(line)).isEqualTo(new Command.RcptPostmaster(RecipientWishes.NONE));
    }

    @Test
    void whatASenderWantsToHearIsRead() {
        Command rcpt =
                parse("RCPT TO:<a@b.example> ORCPT=rfc822;Bob+2Bx@b.example notify=delay,FAILURE");
        Command never = parse("RCPT TO:<a@b.example> NOTIFY=NEVER");

        RecipientWishes wishes = ((Command.Rcpt) rcpt).wishes();
        assertThat(wishes.when()).hasValue(Set.of(Moment.DELAY, Moment.FAILURE));
        assertThat(wishes.originalRecipient()).hasValue("rfc822;Bob+x@b.example");
        assertThat(((Command.Rcpt) never).wishes().when()).hasValue(Set.of());
    }

    @Property
    void noOctetsMakeItThrow(@ForAll @Size(max = 80) byte[] octets) {
        assertThat(CommandParser.parse(Octets.of(octets))).isNotNull();
        assertThat(CommandParser.overlong(Octets.of(octets))).isNotNull();
    }

    @Property
    void noArgumentsMakeItThrow(@ForAll @Size(max = 60) byte[] octets) {
        String any = new String(octets, StandardCharsets.UTF_8);

        for (String verb : new String[] {"MAIL FROM:<", "RCPT TO:<", "AUTH ", "EHLO ", "MAIL "}) {
            assertThat(parse(verb + any)).isNotNull();
            assertThat(parse(verb + any + ">")).isNotNull();
            assertThat(parse(verb + "a@b.example> " + any)).isNotNull();
        }
    }

    private static ReversePath from(String address) {
        return new ReversePath(Optional.of(EmailAddress.parse(address).orElseThrow()));
    }

    private static Command parse(String line) {
        return CommandParser.parse(Octets.of(line.getBytes(StandardCharsets.UTF_8)));
    }
}
