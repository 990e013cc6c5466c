// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Smarthost.TlsUse;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Replies that are in order elsewhere: H-04, after the cases of fake-mail-server. */
final class ReplyOutOfPlaceTest {
    private static final List<String> CODES =
            List.of("221", "354", "421", "500", "501", "502", "504", "530", "550", "554");

    private final ScriptedSmarthost hop = new ScriptedSmarthost();

    @AutoClose
    private final FakeDns dns = new FakeDns("client.example MX 10 mx.test; mx.test A 127.0.0.1");

    @AutoClose private final Rig rig = Rig.before(hop);

    private static Stream<Arguments> beforeMail() {
        return Stream.of("greeting", "ehlo", "helo")
                .flatMap(verb -> CODES.stream().map(code -> Arguments.of(verb, code)));
    }

    /** It is about the session: nobody is bounced, and the copy goes when the hop is well again. */
    @ParameterizedTest
    @MethodSource("beforeMail")
    void beforeMailItBouncesNobody(String verb, String code) {
        AtomicInteger asked = new AtomicInteger();
        hop.on(verb, _ -> asked.getAndIncrement() == 0 ? code + " out of place" : null);
        if (verb.equals("helo")) {
            hop.on("ehlo", _ -> asked.get() == 0 ? "500 what is EHLO" : null);
        }
        rig.retry = Duration.ofMillis(5);
        rig.dnsPort = dns.port();
        rig.start();

        rig.send("x");

        await().atMost(Duration.ofSeconds(30)).until(() -> !rig.outbox.settled.isEmpty());
        assertThat(rig.outbox.settled).containsExactly("x delivered 250 2.0.0 queued");
        assertThat(hop.received).hasSize(1);
        assertThat(asked.get()).isPositive();
    }

    /** Whatever STARTTLS is answered instead of 220: nothing of the mail is said in clear. */
    @ParameterizedTest
    @ValueSource(
            strings = {"221", "354", "421", "454", "500", "501", "502", "504", "530", "550", "554"})
    void withoutTheTlsThatIsRequiredNothingIsSaidInClear(String code) {
        hop.capabilities = "PIPELINING\nSTARTTLS\nAUTH PLAIN LOGIN CRAM-MD5 ANONYMOUS";
        hop.on("starttls", code + " go on without");
        rig.tls = TlsUse.REQUIRED;
        rig.dnsPort = dns.port();
        rig.start();

        rig.send("x");

        await().until(() -> !rig.dispatch().stats().trouble().isEmpty());
        assertThat(rig.outbox.settled).isEmpty();
        assertThat(hop.commands)
                .contains("STARTTLS")
                .noneMatch(said -> said.startsWith("MAIL") || said.startsWith("AUTH"));
    }
}
