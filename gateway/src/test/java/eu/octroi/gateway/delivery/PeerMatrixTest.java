// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Smarthost.TlsUse;

import io.micrometer.core.instrument.Counter;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A next hop that misbehaves once in each way at each verb, as smarthost and as exchanger, and well
 * afterwards (D1, D2, D3, D5, D7): every copy ends once, and only a reply that says so bounces it.
 */
final class PeerMatrixTest {
    private static final List<String> BEFORE_MAIL = List.of("greeting", "ehlo", "starttls");
    private static final List<String> ABOUT_THE_COPY = List.of("mail", "rcpt", "data", "dot");
    private static final List<String> CAPABILITIES =
            List.of("PIPELINING\nSTARTTLS", "HELP\nSTARTTLS");

    private final ScriptedSmarthost hop = new ScriptedSmarthost();

    /** Recipients at one domain, and the sender, who gets the reports, at another. */
    @AutoClose
    private final FakeDns dns =
            new FakeDns(
                    "client.example MX 10 mx.test; acme.example MX 10 mx.test;"
                            + "mx.test A 127.0.0.1");

    @AutoClose private final Rig rig = Rig.before(hop);

    /** What the peer does, and whether that is a reply, which is about this copy. */
    enum Misdeed {
        LATER("451 4.3.0 later"),
        LATER_WITHOUT_STATUS("450 later"),
        LATER_IN_LINES("451-4.3.0 later\r\n451-4.3.0 perhaps\r\n451 4.3.0 really"),
        LATER_UNHEARD_OF("499 strange"),
        CLOSING("421 4.3.2 closing"),
        NEVER("554 5.7.1 never"),
        NEVER_WITHOUT_STATUS("554 never"),
        NEVER_IN_LINES("554-5.7.1 never\r\n554-5.7.1 ever\r\n554 5.7.1 again"),
        NEVER_UNHEARD_OF("599 strange"),
        DROP(ScriptedSmarthost.DROP),
        RESET(ScriptedSmarthost.RESET),
        STALL(ScriptedSmarthost.SILENCE),
        GARBAGE("\u00ff\u00fe\u0000 garbage"),
        LETTERS("OK whatever"),
        OTHER_CODE_IN_THE_MIDDLE("250-fine\r\n550 not"),
        CONTINUED_WITHOUT_END("250-more\r\n".repeat(10_000) + "250 done"),
        LINE_WITHOUT_END("250 " + "x".repeat(100_000)),
        NUL("250 a\0b"),
        NO_CODE_WE_KNOW("950 what");

        private final String answer;

        Misdeed(String answer) {
            this.answer = answer;
        }

        boolean isRefusal() {
            return compareTo(DROP) < 0;
        }

        boolean isFinal() {
            return answer.startsWith("5");
        }
    }

    private static Stream<Arguments> refusals() {
        return cases(true);
    }

    private static Stream<Arguments> breaches() {
        return cases(false);
    }

    private static Stream<Arguments> cases(boolean refusal) {
        return Arrays.stream(Misdeed.values())
                .filter(misdeed -> misdeed.isRefusal() == refusal)
                .flatMap(
                        misdeed ->
                                Stream.concat(BEFORE_MAIL.stream(), ABOUT_THE_COPY.stream())
                                        .flatMap(verb -> cases(misdeed, verb)));
    }

    /** A smarthost that takes no session gets a pause of a second each: exchangers alone then. */
    private static Stream<Arguments> cases(Misdeed misdeed, String verb) {
        List<Boolean> routes = BEFORE_MAIL.contains(verb) ? List.of(true) : List.of(true, false);
        return CAPABILITIES.stream()
                .flatMap(
                        offered ->
                                routes.stream()
                                        .map(mx -> Arguments.of(verb, misdeed, offered, mx)));
    }

    private void sendPast(String verb, Misdeed misdeed, String capabilities, boolean mx) {
        AtomicInteger asked = new AtomicInteger();
        hop.capabilities = verb.equals("starttls") ? capabilities : capabilities.split("\n", 2)[0];
        hop.on(verb, _ -> asked.getAndIncrement() == 0 ? misdeed.answer : null);
        rig.tls = TlsUse.OPTIONAL;
        rig.retry = Duration.ofMillis(5);
        rig.timeout = Duration.ofMillis(misdeed == Misdeed.STALL ? 150 : 20_000);
        rig.dnsPort = mx ? dns.port() : 0;
        // Whoever offers STARTTLS and was left in peace with it has no certificate here.
        hop.on("handshake", _ -> "no TLS here");
        rig.start();
        rig.send("x");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rig.outbox.settled.stream().anyMatch(line -> line.startsWith("x ")));
    }

    /** Each refusal by itself: of class 5 about the copy it bounces, else the copy waits (D1). */
    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalBouncesOnlyWhereItIsFinalAndAboutTheCopy(
            String verb, Misdeed misdeed, String capabilities, boolean mx) {
        sendPast(verb, misdeed, capabilities, mx);

        boolean bounces = misdeed.isFinal() && ABOUT_THE_COPY.contains(verb);
        assertThat(rig.outbox.settled)
                .anyMatch(line -> line.startsWith(bounces ? "x bounced 5" : "x delivered 250"));
        assertThat(rig.outbox.settled.stream().filter("report"::equals)).hasSize(bounces ? 1 : 0);
        assertOnce();
        assertThat(rig.count("octroi.delivery.possible.duplicates")).isZero();
    }

    /** What is no reply: the copy goes again, and may be a double only after the dot (D2, D5). */
    @ParameterizedTest
    @MethodSource("breaches")
    void whatIsNoReplyBouncesNobodyAndDoublesOnlyAfterTheDot(
            String verb, Misdeed misdeed, String capabilities, boolean mx) {
        sendPast(verb, misdeed, capabilities, mx);

        assertThat(rig.outbox.settled).containsExactly("x delivered 250 2.0.0 queued");
        assertOnce();
        boolean afterTheDot = verb.equals("dot");
        assertThat(hop.received).hasSize(afterTheDot ? 2 : 1);
        double doubles =
                rig.meters.find("octroi.delivery.possible.duplicates").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum();
        assertThat(doubles).isEqualTo(afterTheDot ? 1 : 0);
    }

    private static Stream<Arguments> cuts() {
        String reply = "250-2.0.0 first\r\n250 2.0.0 queued\r";
        return IntStream.rangeClosed(0, reply.length())
                .mapToObj(length -> ScriptedSmarthost.CUT + reply.substring(0, length))
                .flatMap(cut -> Stream.of("mail", "dot").map(verb -> Arguments.of(verb, cut)));
    }

    /** A reply is one when its last line is there to the end, and not an octet before (D2). */
    @ParameterizedTest
    @MethodSource("cuts")
    void aReplyThatBreaksOffIsNone(String verb, String cut) {
        AtomicInteger asked = new AtomicInteger();
        hop.on(verb, _ -> asked.getAndIncrement() == 0 ? cut : null);
        rig.retry = Duration.ofMillis(5);
        rig.start();

        rig.send("x");

        rig.settlesOnly("x delivered 250 2.0.0 queued");
        assertThat(hop.received).hasSize(verb.equals("dot") ? 2 : 1);
    }

    private void assertOnce() {
        assertThat(rig.outbox.settled.stream().filter(line -> line.startsWith("x "))).hasSize(1);
        assertThat(rig.count("octroi.bugs")).isZero();
    }
}
