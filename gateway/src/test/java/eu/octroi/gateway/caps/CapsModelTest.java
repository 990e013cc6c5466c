// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageId;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One person's contacts and a crowd's, beside a model in which a slot is a line of a table. */
final class CapsModelTest {
    private static final long MONTH = Duration.ofDays(30).toMillis();
    private static final long PENDING = -1;

    private enum Act {
        RESERVE,
        CONFIRM,
        RELEASE
    }

    /**
     * @param pause milliseconds before it
     */
    record Step(Act act, int copy, long pause) {}

    @Property(tries = 500)
    void bothSayWhatTheModelSays(
            @ForAll("steps") List<Step> steps, @ForAll("caps") List<Cap> caps) {
        Map<CopyId, Long> model = new HashMap<>();
        Contacts contacts = Contacts.none(new ControllerNumber(1));
        Crowd crowd = new Crowd();
        long now = 1_000_000_000_000L;

        for (Step step : steps) {
            now += step.pause();
            CopyId copy = new CopyId(new MessageId(7, step.copy()), 0);
            long at = now;
            switch (step.act()) {
                case RESERVE -> {
                    model.putIfAbsent(copy, PENDING);
                    if (!contacts.has(copy)) {
                        crowd.reserved(copy);
                    }
                    contacts = contacts.reserved(copy);
                }
                case CONFIRM -> {
                    if (model.containsKey(copy)) {
                        model.computeIfPresent(copy, (_, was) -> was == PENDING ? at : was);
                        contacts = contacts.confirmed(copy, at);
                        crowd.confirmed(copy, at);
                    }
                }
                case RELEASE -> {
                    model.remove(copy, PENDING);
                    contacts = contacts.released(copy);
                    crowd.released(copy);
                }
            }
            contacts = Contacts.of(contacts.toByteArray());
            for (Cap cap : caps) {
                OptionalLong expected = fullUntil(model, cap, now);
                assertThat(contacts.fullUntil(cap, now)).as("%s", step).isEqualTo(expected);
                assertThat(crowd.fullUntil(cap, now)).as("%s", step).isEqualTo(expected);
                assertThat(contacts.pruned(MONTH, now).fullUntil(cap, now)).isEqualTo(expected);
            }
            if (step.copy() == 0) {
                crowd.forget(now - MONTH);
            }
        }
    }

    /** Looked up the slow way: the first moment at which few enough slots are occupied. */
    private static OptionalLong fullUntil(Map<CopyId, Long> model, Cap cap, long now) {
        long window = cap.window().toMillis();
        List<Long> free =
                model.values().stream()
                        .map(at -> (at == PENDING ? now : at) + window)
                        .filter(until -> until > now)
                        .sorted()
                        .toList();
        for (int gone = 0; gone <= free.size(); gone++) {
            if (free.size() - gone < cap.max()) {
                return gone == 0 ? OptionalLong.empty() : OptionalLong.of(free.get(gone - 1));
            }
        }
        throw new AssertionError("a cap of none");
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Act.values()),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.longs().between(0, MONTH / 4))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Cap>> caps() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 30).map(Duration::ofDays))
                .as((max, window) -> new Cap(Cap.Per.RECIPIENT, max, window))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}
