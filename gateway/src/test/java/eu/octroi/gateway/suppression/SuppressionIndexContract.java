// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.suppression.SuppressionEvent.Op;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every index promises. */
interface SuppressionIndexContract {
    ControllerNumber ACME = new ControllerNumber(1);
    PersonKey JO = new PersonKey(1, 2);
    PersonKey AL = new PersonKey(3, 4);
    Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

    SuppressionIndex index();

    @Test
    default void anUnknownKeyHasNothing() {
        assertThat(index().get(JO)).isEmpty();
        assertThat(index().size()).isZero();
    }

    @Test
    default void whatIsPutIsFoundWithItsReasonsAndDates() {
        Marks marks =
                Marks.none(ACME, Kind.DOMAIN).with(Reason.OPPOSITION, MAY).with(Reason.ROLE, JUNE);

        index().put(JO, marks);

        assertThat(index().get(JO)).contains(marks);
        assertThat(index().get(JO).orElseThrow().since(Reason.ROLE)).isEqualTo(JUNE);
        assertThat(index().get(AL)).isEmpty();
        assertThat(index().size()).isEqualTo(1);
    }

    @Test
    default void anEmptyMarkRemovesTheKey() {
        index().put(JO, Marks.none(ACME, Kind.PERSON).with(Reason.ROLE, MAY));

        index().put(JO, Marks.none(ACME, Kind.PERSON));

        assertThat(index().get(JO)).isEmpty();
        assertThat(index().size()).isZero();
    }

    @Test
    default void liftingOneReasonLeavesTheOthers() {
        index().apply(event(Op.ADD, JO, Reason.OPPOSITION, MAY));
        index().apply(event(Op.ADD, JO, Reason.HARD_BOUNCE, JUNE));

        boolean changed = index().apply(event(Op.LIFT, JO, Reason.HARD_BOUNCE, JUNE));

        assertThat(changed).isTrue();
        Marks left = index().get(JO).orElseThrow();
        assertThat(left.has(Reason.OPPOSITION)).isTrue();
        assertThat(left.has(Reason.HARD_BOUNCE)).isFalse();
    }

    @Test
    default void aRepeatedAdditionKeepsTheFirstDateAndChangesNothing() {
        index().apply(event(Op.ADD, JO, Reason.OPPOSITION, MAY));

        boolean changed = index().apply(event(Op.ADD, JO, Reason.OPPOSITION, JUNE));

        assertThat(changed).isFalse();
        assertThat(index().get(JO).orElseThrow().since(Reason.OPPOSITION)).isEqualTo(MAY);
    }

    @Test
    default void replayingFromAnywhereEndsInTheSameState() {
        List<SuppressionEvent> events =
                List.of(
                        event(Op.ADD, JO, Reason.MANUAL, MAY),
                        event(Op.ADD, AL, Reason.OPPOSITION, MAY),
                        event(Op.LIFT, JO, Reason.MANUAL, MAY),
                        event(Op.ADD, JO, Reason.MANUAL, JUNE));
        events.forEach(index()::apply);
        Optional<Marks> once = index().get(JO);

        for (int from = 0; from < events.size(); from++) {
            events.subList(from, events.size()).forEach(index()::apply);
        }

        assertThat(index().get(JO)).isEqualTo(once);
        assertThat(once.orElseThrow().since(Reason.MANUAL)).isEqualTo(JUNE);
    }

    @Test
    default void everyKeyIsVisited() {
        for (int i = 0; i < 100; i++) {
            index().put(new PersonKey(i, i), Marks.none(ACME, Kind.PERSON).with(Reason.ROLE, MAY));
        }
        List<Marks> seen = new ArrayList<>();

        index().forEach((_, marks) -> seen.add(marks));

        assertThat(seen).hasSize(100).allMatch(marks -> marks.has(Reason.ROLE));
    }

    private static SuppressionEvent event(Op op, PersonKey key, Reason reason, Instant since) {
        return new SuppressionEvent(
                op, ACME, key, 1, Kind.PERSON, reason, Channel.API, since, Optional.empty());
    }
}
