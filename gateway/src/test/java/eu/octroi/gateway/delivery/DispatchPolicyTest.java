// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.suppression.InMemorySuppressions;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who objected before DATA is written is not mailed, whatever was decided before (B-01). */
final class DispatchPolicyTest {
    private static final SuppressionEntry ENTRY =
            new SuppressionEntry(Scope.PERSON, Reason.OPPOSITION, Instant.EPOCH);

    private final ScriptedSmarthost hop = new ScriptedSmarthost();
    @AutoClose private final Rig rig = Rig.before(hop);

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "HELP"})
    void anOppositionAfterAcceptanceIsNeverTransmittedAndIsReported(String capabilities) {
        hop.capabilities = capabilities;
        rig.suppressions = (_, to) -> entryFor(to, "x");
        rig.start();

        rig.send("x", "y");

        rig.settles("x suppressed 550 5.7.1 [opposed]");
        rig.settles("y delivered");
        assertThat(hop.commands).noneMatch(c -> c.contains("<x@"));
        assertThat(rig.outbox.appended).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "HELP"})
    void anOppositionBetweenTakingAndDataStopsTheCopyInThatTurn(String capabilities) {
        hop.capabilities = capabilities;
        Map<EmailAddress, AtomicInteger> asked = new ConcurrentHashMap<>();
        rig.suppressions =
                (_, to) -> {
                    int before =
                            asked.computeIfAbsent(to, _ -> new AtomicInteger()).getAndIncrement();
                    return before == 0 ? Optional.empty() : entryFor(to, "x");
                };
        rig.start();

        rig.send("x", "y");

        rig.settles("x suppressed");
        rig.settles("y delivered");
        assertThat(hop.received).noneMatch(r -> r.rcpt().contains("<x@"));
        assertThat(asked.get(Rig.address("x"))).hasValue(2);
        assertThat(asked.get(Rig.address("y"))).hasValue(2);
    }

    @Test
    void theSecondQuestionIsAskedAgainAtEveryAttempt() {
        InMemorySuppressions list = new InMemorySuppressions();
        rig.suppressions = list;
        AtomicInteger attempts = new AtomicInteger();
        hop.on(
                "dot",
                rcpt -> {
                    if (!rcpt.contains("<x@")) {
                        return null;
                    }
                    attempts.incrementAndGet();
                    list.add(Rig.CONTROLLER, Rig.address("x"), Reason.OPPOSITION, Instant.EPOCH);
                    return "451 4.3.0 later";
                });
        rig.start();

        rig.send("x");

        rig.settles("x suppressed");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whatPolicyCannotDecideStaysAndIsNotSent() {
        InMemorySuppressions list = new InMemorySuppressions();
        list.setAvailable(false);
        rig.suppressions = list;
        rig.start();

        rig.send("x");

        await().until(() -> rig.dispatch().stats().deferred() == 1);
        assertThat(hop.commands).noneMatch(c -> c.startsWith("MAIL"));
        assertThat(rig.outbox.settled).isEmpty();
    }

    @Test
    void reportsAreNotAskedAbout() {
        rig.suppressions = (_, _) -> Optional.of(ENTRY);
        rig.start();

        rig.dispatch()
                .enqueue(
                        rig.outbox.message(
                                rig.acceptance(StreamClass.REPORT, "", "x"), Octets.of(Rig.MAIL)));

        rig.settles("x delivered");
    }

    private static Optional<SuppressionEntry> entryFor(EmailAddress to, String opposed) {
        return to.localPart().equals(opposed) ? Optional.of(ENTRY) : Optional.empty();
    }
}
