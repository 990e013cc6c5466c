// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;

final class UnsubscribeTokensTest {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final UnsubscribeTokens TOKENS = TestTokens.under(2, 1);
    private static final UnsubscribeToken PLAIN =
            new UnsubscribeToken(new ControllerNumber(7), new PersonKey(1, 2), new MessageId(3, 4));

    @Property(tries = 500)
    void whatIsIssuedIsVerified(
            @ForAll @IntRange(min = 1) int controller,
            @ForAll long high,
            @ForAll long low,
            @ForAll long message) {
        UnsubscribeToken token =
                new UnsubscribeToken(
                        new ControllerNumber(controller),
                        new PersonKey(high, low),
                        new MessageId(message, low));

        String text = issue(TOKENS, token);

        assertThat(text).matches("[A-Za-z0-9_-]{73}[AQgw]");
        assertThat(TOKENS.verify(text)).contains(token);
    }

    @Property(tries = 20)
    void everyFlippedBitIsRefused(@ForAll long person) {
        byte[] octets = Base64.getUrlDecoder().decode(issue(TOKENS, of(person)));

        for (int bit = 0; bit < octets.length * 8; bit++) {
            byte[] flipped = octets.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(TOKENS.verify(text(flipped))).as("bit %d", bit).isEmpty();
        }
    }

    @Property(tries = 3)
    void everyChangedCharacterIsRefused(@ForAll long person) {
        String text = issue(TOKENS, of(person));

        for (int at = 0; at < text.length(); at++) {
            for (char other : (ALPHABET + "=+/. é").toCharArray()) {
                String changed = text.substring(0, at) + other + text.substring(at + 1);
                assertThat(TOKENS.verify(changed).isPresent()).isEqualTo(changed.equals(text));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AQ==", "%41"})
    void whatIsNoTokenIsRefused(String text) {
        assertThat(TOKENS.verify(text)).isEmpty();
    }

    @Test
    void lengthsAreExact() {
        String text = issue(TOKENS, PLAIN);

        assertThat(TOKENS.verify(text + "A")).isEmpty();
        assertThat(TOKENS.verify(text + "==")).isEmpty();
        assertThat(TOKENS.verify(text.substring(1))).isEmpty();
        assertThat(TOKENS.verify(text + "\n")).isEmpty();
    }

    @Test
    void anOlderKeyStillVerifies() {
        String old = issue(TestTokens.under(1), PLAIN);

        assertThat(TOKENS.verify(old)).contains(PLAIN);
    }

    @Test
    void aKeyThatIsGoneVerifiesNothing() {
        assertThat(TOKENS.verify(issue(TestTokens.under(3), PLAIN))).isEmpty();
        assertThat(TestTokens.under(2).verify(issue(TestTokens.under(1), PLAIN))).isEmpty();
    }

    @Test
    void oneKeyUnderTheIdOfAnotherIsRefused() {
        byte[] octets = Base64.getUrlDecoder().decode(issue(TestTokens.under(1), PLAIN));
        octets[2] = 2;

        assertThat(TOKENS.verify(text(octets))).isEmpty();
    }

    @Test
    void recipientsOfOneMessageHaveDifferentTokens() {
        assertThat(issue(TOKENS, of(1))).isNotEqualTo(issue(TOKENS, of(2)));
    }

    private static UnsubscribeToken of(long person) {
        return new UnsubscribeToken(
                new ControllerNumber(7), new PersonKey(person, 9), new MessageId(3, 4));
    }

    private static String issue(UnsubscribeTokens tokens, UnsubscribeToken token) {
        return tokens.issue(token.controller(), token.person(), token.message());
    }

    private static String text(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
