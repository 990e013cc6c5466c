// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.delivery.AttemptResult.Cause;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.settings.Smarthost.TlsUse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Events in, effects out: every state, without a socket. */
final class ClientSessionTest {
    private static final Transaction COPY =
            new Transaction(
                    ReversePath.of(new EmailAddress("s", "acme.example")),
                    new EmailAddress("x", "client.example"),
                    100,
                    false,
                    false);

    /**
     * Feeds words: a number is a reply, {@code ehlo+A+B} a reply to EHLO that offers A and B, the
     * rest are events. Returns the effects of the last event.
     */
    private static List<String> effects(ClientSession session, String words) {
        List<String> last = List.of();
        for (String word : words.strip().split("\\s+")) {
            last = show(session.on(event(word)));
        }
        return last;
    }

    private static ClientEvent event(String word) {
        return switch (word) {
            case "begin" -> new ClientEvent.Begin(COPY);
            case "deliver" -> new ClientEvent.Judged(Verdict.Deliver.DELIVER);
            case "opposed" -> new ClientEvent.Judged(new Verdict.Refused(Tag.OPPOSED));
            case "undecided" -> new ClientEvent.Judged(Verdict.Undecided.UNDECIDED);
            case "secured" -> new ClientEvent.Secured();
            case "written" -> new ClientEvent.ContentWritten();
            case "stop" -> new ClientEvent.Stop();
            case "lost" -> new ClientEvent.Lost(Cause.DROPPED, "gone");
            case "timeout" -> new ClientEvent.Lost(Cause.TIMEOUT, "slow");
            default -> new ClientEvent.Replied(reply(word));
        };
    }

    private static HopReply reply(String word) {
        if (!word.startsWith("ehlo")) {
            String[] parts = word.split("_");
            return new HopReply(
                    Integer.parseInt(parts[0]), List.of(parts.length > 1 ? parts[1] + " x" : "x"));
        }
        List<String> lines = new ArrayList<>(Arrays.asList(word.split("\\+")));
        lines.replaceAll(line -> line.replace('_', ' '));
        return new HopReply(250, lines);
    }

    private static List<String> show(List<ClientEffect> effects) {
        return effects.stream().map(ClientSessionTest::show).toList();
    }

    private static String show(ClientEffect effect) {
        return switch (effect) {
            case ClientEffect.Send send ->
                    send.commands().strip().replace("\r\n", "+").replaceAll("[ :][^+]*", "");
            case ClientEffect.Finish finish -> show(finish.result());
            default -> effect.getClass().getSimpleName();
        };
    }

    private static String show(AttemptResult result) {
        String name = result.getClass().getSimpleName();
        return result instanceof AttemptResult.Deferred deferred && deferred.untouched()
                ? "Untouched"
                : name;
    }

    private static ClientSession session(TlsUse tls, boolean login) {
        return new ClientSession(
                new SessionRules(
                        "gate.example",
                        tls,
                        login ? Optional.of(new SessionRules.Login("u", "p")) : Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # tls     | login | events                                     | effects of the last
                    none      | false | 220                                        | EHLO
                    none      | false | 554                                        | FailRoute,Close
                    none      | false | 421                                        | FailRoute,Close
                    none      | false | 250                                        | FailRoute,Close
                    none      | false | lost                                       | FailRoute,Close
                    none      | false | 220 ehlo                                   | Idle
                    none      | false | 220 ehlo+STARTTLS                          | Idle
                    none      | false | 220 500                                    | HELO
                    none      | false | 220 550                                    | HELO
                    none      | false | 220 450                                    | FailRoute,Close
                    none      | false | 220 500 250                                | Idle
                    none      | false | 220 500 550                                | FailRoute,Close
                    optional  | false | 220 ehlo                                   | Idle
                    optional  | false | 220 ehlo+STARTTLS                          | STARTTLS
                    optional  | false | 220 ehlo+STARTTLS 454                      | Idle
                    optional  | false | 220 ehlo+STARTTLS 220                      | StartHandshake
                    optional  | false | 220 ehlo+STARTTLS 220 secured              | EHLO
                    optional  | false | 220 ehlo+STARTTLS 220 secured ehlo         | Idle
                    optional  | false | 220 ehlo+STARTTLS 220 secured ehlo+STARTTLS| Idle
                    optional  | false | 220 ehlo+STARTTLS 220 250                  | FailRoute,Close
                    optional  | false | 220 ehlo+STARTTLS 220 lost                 | FailRoute,Close
                    optional  | true  | 220 ehlo+STARTTLS 220 secured ehlo+AUTH_PLAIN | FailRoute,Close
                    required  | false | 220 ehlo                                   | FailRoute,Close
                    required  | false | 220 500 250                                | FailRoute,Close
                    required  | false | 220 ehlo+STARTTLS 454                      | FailRoute,Close
                    required  | true  | 220 ehlo+STARTTLS+AUTH_PLAIN               | STARTTLS
                    required  | true  | 220 ehlo+STARTTLS+AUTH_PLAIN 220 secured ehlo | FailRoute,Close
                    required  | true  | 220 ehlo+STARTTLS 220 secured ehlo+AUTH_LOGIN_PLAIN | AUTH
                    required  | true  | 220 ehlo+STARTTLS 220 secured ehlo+AUTH=PLAIN 235 | Idle
                    required  | true  | 220 ehlo+STARTTLS 220 secured ehlo+AUTH_PLAIN 535 | FailRoute,Close
                    none      | true  | 220 ehlo+AUTH_PLAIN                        | FailRoute,Close
                    """)
    void opening(String tls, boolean login, String events, String effects) {
        ClientSession session = session(TlsUse.valueOf(tls.toUpperCase()), login);

        assertThat(String.join(",", effects(session, events))).isEqualTo(effects);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # mode | events after begin              | effects of the last
                    pipe   |                                 | Judge
                    pipe   | deliver                         | MAIL+RCPT+DATA
                    pipe   | opposed                         | Withheld,Idle
                    pipe   | undecided                       | Withheld,Idle
                    pipe   | deliver 250 250 354             | SendContent
                    pipe   | deliver 250 250 354 written 250 | Delivered,Idle
                    pipe   | deliver 250 250 354 written 299 | Delivered,Idle
                    pipe   | deliver 250 250 354 written 354 | Unknown,Close
                    pipe   | deliver 250 250 354 written 450 | Deferred,Idle
                    pipe   | deliver 250 250 354 written 550 | Bounced,Idle
                    pipe   | deliver 250 250 354 written 552 | Bounced,Idle
                    pipe   | deliver 250 250 354 written 421 | Deferred,Close
                    pipe   | deliver 250 250 354 written lost| Unknown,Close
                    pipe   | deliver 250 250 354 written timeout | Unknown,Close
                    pipe   | deliver 250 250 354 lost        | Deferred,Close
                    pipe   | deliver 250 250 354 250         | Deferred,Close
                    pipe   | deliver 250 250 354 552         | Bounced,Close
                    pipe   | deliver 250 250 354 451         | Deferred,Close
                    pipe   | deliver lost                    | Deferred,Close
                    pipe   | deliver 250 lost                | Deferred,Close
                    pipe   | deliver 250 550 lost            | Bounced,Close
                    pipe   | deliver 250 550 421             | Bounced,Close
                    pipe   | deliver 550 503 503             | Bounced,Idle
                    pipe   | deliver 250 550 503             | Bounced,RSET
                    pipe   | deliver 250 550 503 250         | Idle
                    pipe   | deliver 250 550 354             | Bounced,.
                    pipe   | deliver 250 550 354 554         | Idle
                    pipe   | deliver 250 550 354 250         | Idle
                    pipe   | deliver 250 550 354 421         | Close
                    pipe   | deliver 250 552 354             | Deferred,.
                    pipe   | deliver 250 552_5.2.2 354       | Bounced,.
                    pipe   | deliver 250 550 250             | Bounced,Close
                    pipe   | deliver 250 250 451             | Deferred,RSET
                    pipe   | deliver 250 250 554             | Bounced,RSET
                    pipe   | deliver 250 250 503             | Deferred,RSET
                    pipe   | deliver 250 250 250             | Deferred,Close
                    pipe   | deliver 354                     | Deferred,Close
                    pipe   | deliver 421                     | Deferred,Close
                    pipe   | deliver 530 503 503             | Deferred,Idle
                    pipe   | deliver 521 521 521             | Deferred,Idle
                    plain  |                                 | MAIL
                    plain  | 250                             | RCPT
                    plain  | 550                             | Bounced,Idle
                    plain  | 450                             | Deferred,Idle
                    plain  | 421                             | Deferred,Close
                    plain  | 354                             | Deferred,Close
                    plain  | 250 250                         | Judge
                    plain  | 250 251                         | Judge
                    plain  | 250 550                         | Bounced,RSET
                    plain  | 250 450                         | Deferred,RSET
                    plain  | 250 250 deliver                 | DATA
                    plain  | 250 250 opposed                 | Withheld,RSET
                    plain  | 250 250 opposed 250             | Idle
                    plain  | 250 250 deliver 354             | SendContent
                    plain  | 250 250 deliver 450             | Deferred,RSET
                    plain  | 250 250 deliver 250             | Deferred,Close
                    plain  | 250 250 deliver lost            | Deferred,Close
                    plain  | 250 250 deliver 354 written 250 | Delivered,Idle
                    """)
    void transactions(String mode, String events, String effects) {
        ClientSession session = session(TlsUse.NONE, false);
        effects(session, mode.equals("pipe") ? "220 ehlo+PIPELINING" : "220 ehlo");

        String all = events == null ? "begin" : "begin " + events;

        assertThat(String.join(",", effects(session, all))).isEqualTo(effects);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # mode | second copy   | effects of the last
                    pipe   | deliver lost    | Untouched,Close
                    pipe   | deliver 421     | Untouched,Close
                    pipe   | deliver timeout | Deferred,Close
                    pipe   | deliver 250 lost| Deferred,Close
                    plain  | lost            | Untouched,Close
                    plain  | 421             | Untouched,Close
                    plain  | 250 lost        | Deferred,Close
                    """)
    void aKeptConnectionThatHadGoneAwayIsNoAttempt(String mode, String events, String effects) {
        ClientSession session = session(TlsUse.NONE, false);
        boolean pipe = mode.equals("pipe");
        effects(session, pipe ? "220 ehlo+PIPELINING" : "220 ehlo");
        effects(
                session,
                pipe
                        ? "begin deliver 250 250 354 written 250"
                        : "begin 250 250 deliver 354 written 250");

        assertThat(String.join(",", effects(session, "begin " + events))).isEqualTo(effects);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "220",
                "220 500",
                "220 ehlo+STARTTLS",
                "220 ehlo+STARTTLS 220",
                "220 ehlo",
                "220 ehlo+PIPELINING begin deliver",
                "220 ehlo+PIPELINING begin deliver 250",
                "220 ehlo+PIPELINING begin deliver 250 550",
                "220 ehlo+PIPELINING begin deliver 250 250 354",
                "220 ehlo+PIPELINING begin deliver 250 250 354 written",
                "220 ehlo begin",
                "220 ehlo begin 250",
                "220 ehlo begin 250 250 deliver",
                "220 ehlo begin 550",
                "220 ehlo begin 250 550",
                "220 ehlo stop",
                "220 ehlo stop 221"
            })
    void noReplyInAnyStateDeliversOrFinishesTwice(String path) {
        boolean mayDeliver = path.endsWith("written");
        for (int code = 200; code < 600; code++) {
            ClientSession session = session(TlsUse.OPTIONAL, false);
            if (!path.isEmpty()) {
                effects(session, path);
            }

            List<ClientEffect> first =
                    session.on(new ClientEvent.Replied(new HopReply(code, List.of("x"))));
            List<ClientEffect> then = session.on(new ClientEvent.Lost(Cause.DROPPED, "gone"));

            List<ClientEffect> all = new ArrayList<>(first);
            all.addAll(then);
            assertThat(all.stream().filter(ClientEffect.Finish.class::isInstance).count())
                    .isLessThanOrEqualTo(1);
            assertThat(show(all).contains("Delivered")).isEqualTo(mayDeliver && code < 300);
            assertThat(session.state()).isInstanceOf(ClientState.Closed.class);
        }
    }

    @Test
    void eachCapabilityIsUsedAndNoOther() {
        ClientSession session = session(TlsUse.NONE, false);
        effects(session, "220 ehlo+PIPELINING+SIZE_1000+8BITMIME+SMTPUTF8");
        Transaction foreign =
                new Transaction(
                        ReversePath.NULL, new EmailAddress("é", "client.example"), 9, true, true);

        session.on(new ClientEvent.Begin(foreign));
        List<ClientEffect> burst = session.on(new ClientEvent.Judged(Verdict.Deliver.DELIVER));

        assertThat(((ClientEffect.Send) burst.getFirst()).commands())
                .isEqualTo(
                        "MAIL FROM:<> SIZE=9 BODY=8BITMIME SMTPUTF8\r\n"
                                + "RCPT TO:<é@client.example>\r\nDATA\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, ehlo+8BITMIME, 5.6.7",
        "false, true, ehlo+SMTPUTF8, 5.6.1",
        "false, false, ehlo+SIZE_99, 5.3.4",
        "true, true, ehlo, 5.6.7"
    })
    void whatTheHopCannotTakeBouncesUnasked(
            boolean utf8, boolean eightBit, String offers, String status) {
        ClientSession session = session(TlsUse.NONE, false);
        effects(session, "220 " + offers);
        Transaction copy = new Transaction(COPY.from(), COPY.to(), 100, utf8, eightBit);

        List<ClientEffect> effects = session.on(new ClientEvent.Begin(copy));

        assertThat(show(effects)).containsExactly("Bounced", "Idle");
        assertThat(((ClientEffect.Finish) effects.getFirst()).result())
                .extracting("status", "ours")
                .containsExactly(status, true);
    }

    @Test
    void credentialsAreShownNowhere() {
        ClientSession session = session(TlsUse.REQUIRED, true);

        List<ClientEffect> effects = new ArrayList<>();
        for (String word : "220 ehlo+STARTTLS 220 secured ehlo+AUTH_PLAIN".split(" ")) {
            effects.addAll(session.on(event(word)));
        }

        assertThat(effects.getLast()).hasToString("Send[COMMAND]");
        assertThat(((ClientEffect.Send) effects.getLast()).commands())
                .isEqualTo("AUTH PLAIN AHUAcA==\r\n");
    }
}
