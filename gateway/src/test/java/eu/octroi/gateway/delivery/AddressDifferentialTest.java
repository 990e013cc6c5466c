// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.smtp.Command;
import eu.octroi.gateway.smtp.CommandParser;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.internal.util.EmailUtils;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * P14: whoever reads our RCPT after us, be it with a parser of another kind, must not find another
 * person in it than the one who was looked up.
 */
final class AddressDifferentialTest {
    private static final Capabilities ANY =
            new Capabilities(true, true, true, false, false, true, true, 0);

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "b.example",
                        "@b.example",
                        "@c.example",
                        "@",
                        ".",
                        "..",
                        ">",
                        "<",
                        "\"",
                        "\\",
                        "(",
                        ")",
                        " ",
                        ",",
                        ";",
                        ":",
                        "%",
                        "!",
                        "+",
                        "=?utf-8?q?=61?=",
                        "[192.0.2.1]",
                        "\u00e9",
                        "\u0000",
                        "\t",
                        "@d.example:")
                .list()
                .ofMaxSize(8)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 20_000)
    void whatIsSentIsWhatWasLookedUp(@ForAll("paths") String path) {
        recipient(path).ifPresent(AddressDifferentialTest::sameForEverybody);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example>c@d.example",
                "a@b.example(c@d.example)",
                "(c@d.example)a@b.example",
                "a@b.example,c@d.example",
                "a@b.example;c@d.example",
                "Alice <a@b.example>",
                "=?utf-8?q?c=40d.example=3e?=@b.example",
                "a@b.example@c.example",
                "a@b.example\u0000@c.example",
                "a@b.example\t",
                "a b@c.example",
                "\"a\"b\"@c.example",
            })
    void whatParsersAreKnownToQuarrelAboutIsRefusedOrTheSameForAll(String path) {
        recipient(path).ifPresent(AddressDifferentialTest::sameForEverybody);
        assertThat(recipient(path).map(EmailAddress::toString).orElse(path)).isEqualTo(path);
    }

    private static Optional<EmailAddress> recipient(String path) {
        Octets line = Octets.of(("RCPT TO:<" + path + ">").getBytes(StandardCharsets.UTF_8));
        return CommandParser.parse(line) instanceof Command.Rcpt(EmailAddress to, RecipientWishes _)
                ? Optional.of(to)
                : Optional.empty();
    }

    private static void sameForEverybody(EmailAddress to) {
        String text = to.toString();
        Transaction transaction =
                new Transaction(ReversePath.NULL, to, 1, true, false, new DsnParameters("", ""));
        String rcpt = Envelopes.rcpt(transaction, ANY);
        assertThat(rcpt).isEqualTo("RCPT TO:<" + text + ">\r\n");
        assertThat(recipient(text)).as("ourselves").contains(to);
        assertThat(EmailUtils.extractEmailAddress("TO:<" + text + ">", 3))
                .as("SubEthaSMTP")
                .isEqualTo(text);
        jakarta(text).ifPresent(read -> assertThat(read).as("Jakarta Mail").isEqualTo(text));
        // It reads ASCII only, and gives a quoted string without its quotes.
        if (!to.localPart().startsWith("\"") && !to.isLiteral() && !to.needsUtf8()) {
            List<Mailbox> mailboxes = LenientAddressParser.DEFAULT.parseAddressList(text).flatten();
            assertThat(mailboxes).as("mime4j").hasSize(1);
            assertThat(mailboxes.getFirst().getAddress().toLowerCase(Locale.ROOT))
                    .as("mime4j")
                    .isEqualTo(text.toLowerCase(Locale.ROOT));
        }
    }

    /** Empty where it refuses the address: then nobody gets the mail. */
    private static Optional<String> jakarta(String text) {
        try {
            return Optional.of(new InternetAddress(text, true).getAddress());
        } catch (AddressException refused) {
            return Optional.empty();
        }
    }
}
