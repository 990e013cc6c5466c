// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.ReversePath;

import io.netty.buffer.UnpooledByteBufAllocator;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One message in is one message out, for receivers that end messages in wrong places (P2, P13). */
final class SmugglingOutTest {
    /** Where lenient receivers have been seen to end a message, the start of the text included. */
    private static final List<Pattern> LENIENT_ENDS =
            List.of(
                    Pattern.compile("(?:^|\r\n)\\.\r\n"),
                    Pattern.compile("(?:^|\n)\\.\r?\n"),
                    Pattern.compile("(?:^|\r)\\.\r"),
                    Pattern.compile("(?:^|[\r\n])\\.[\r\n]"),
                    Pattern.compile("(?:^|\n)\\.\r"));

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "\r\n",
                        "\r\n",
                        "\r\n",
                        ".",
                        ".",
                        "..",
                        "\r\n.\r\n",
                        ".\r\n",
                        "\r\n.",
                        "a",
                        "MAIL FROM:<evil@x>\r\n",
                        "\r",
                        "\n",
                        "\n.\n",
                        "\r.\r",
                        "\r\n.\n",
                        "\u00e9")
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 3_000)
    void whateverAMessageHoldsItEndsOnceOrIsNotSent(
            @ForAll("pieces") List<String> original, @ForAll("pieces") List<String> inserted) {
        String first = String.join("", original);
        String clause = String.join("", inserted);
        EditedMessage message =
                EditedMessage.of(
                        octets(first),
                        List.of(Edit.insert(first.length(), octets(clause))),
                        List.of());

        Optional<String> wire = wire(message);

        String sent = first + clause;
        boolean isBare = sent.replace("\r\n", "").matches("(?s).*[\r\n].*");
        assertThat(wire.isPresent()).isEqualTo(!isBare);
        wire.ifPresent(
                text -> {
                    assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
                    assertThat(LENIENT_ENDS)
                            .allSatisfy(end -> assertThat(endsEarly(end, text)).isFalse());
                    assertThat(text).endsWith(text.length() == 3 ? ".\r\n" : "\r\n.\r\n");
                    assertThat(unstuffed(text))
                            .isEqualTo(
                                    sent.endsWith("\r\n") || sent.isEmpty() ? sent : sent + "\r\n");
                });
    }

    @Property(tries = 2_000)
    void whateverAnAddressHoldsTheCommandsAreTheThree(
            @ForAll("pieces") List<String> local, @ForAll("pieces") List<String> domain) {
        String text = String.join("", local) + "@" + String.join("", domain) + "client.example";
        Optional<EmailAddress> address = EmailAddress.parse(text);

        address.ifPresent(
                it -> {
                    String burst =
                            Envelopes.burst(
                                    new Transaction(
                                            ReversePath.of(it),
                                            it,
                                            1,
                                            true,
                                            false,
                                            new DsnParameters("", "")),
                                    new Capabilities(
                                            true, true, true, false, false, true, true, 0));
                    assertThat(burst).endsWith("\r\nDATA\r\n");
                    assertThat(burst.split("\r\n", -1)).hasSize(4);
                    assertThat(burst.replace("\r\n", "")).doesNotContain("\r", "\n");
                });
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Optional<String> wire(EditedMessage message) {
        try {
            WireBody body = WireBody.of(message, UnpooledByteBufAllocator.DEFAULT);
            StringBuilder text = new StringBuilder();
            body.chunks().forEach(c -> text.append(c.toString(StandardCharsets.ISO_8859_1)));
            body.release();
            return Optional.of(text.toString());
        } catch (WireBody.BareLineEndException refused) {
            assertThat(refused).hasMessageContaining("bare");
            return Optional.empty();
        }
    }

    /** Whether a receiver would see an end before ours, which is three octets. */
    private static boolean endsEarly(Pattern end, String wire) {
        Matcher matcher = end.matcher(wire);
        return matcher.find() && matcher.end() < wire.length() - 1;
    }

    /** As RFC 5321 section 4.5.2 says. */
    private static String unstuffed(String wire) {
        String body = wire.substring(0, wire.length() - ".\r\n".length());
        return Pattern.compile("(?m)^\\.").matcher(body).replaceAll("");
    }
}
