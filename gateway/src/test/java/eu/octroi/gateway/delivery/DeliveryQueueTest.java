// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A queue of rows against lists of objects that do the same. */
final class DeliveryQueueTest {
    private static final int STEPS = 20_000;
    private static final List<StreamId> STREAMS =
            List.of(new StreamId("a"), new StreamId("b"), new StreamId("c"));

    /** One copy as a list has it. */
    private static final class Plain {
        final StreamId stream;
        final long expiresAt;
        int attempts;
        long due;
        CopyState state = CopyState.QUEUED;
        String reply = "";

        Plain(StreamId stream, long expiresAt) {
            this.stream = stream;
            this.expiresAt = expiresAt;
        }
    }

    private final InMemoryOutbox outbox = new InMemoryOutbox();
    private final Rig rig = new Rig(0);
    private final CopyRows rows = new CopyRows(outbox);
    private final DeliveryQueue queue = new DeliveryQueue(rows, 7);
    private final Map<Integer, Plain> plain = new HashMap<>();
    private final List<QueuedCopy> inHand = new ArrayList<>();
    private final List<Integer> held = new ArrayList<>();
    private long now;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsDoneEachCopyIsInOnePlaceAndInItsOrder(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            now++;
            step(random);
            if (step % 1000 == 0) {
                assertSame();
            }
        }
        assertSame();

        now = Long.MAX_VALUE / 2;
        queue.promote(now);
        while (queue.ready() > 0) {
            poll();
        }
        inHand.forEach(this::end);
        held.forEach(row -> end(rows.copy(row)));
        assertThat(plain).isEmpty();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(rows.next(0, rows.end(), _ -> true)).isEqualTo(-1);
    }

    @Test
    void ofMoreDifferentRepliesThanAreKeptTheCodeIsKept() {
        for (int number = 0; number <= CopyRows.REPLIES_MAX; number++) {
            admit(STREAMS.getFirst(), 1000);
            QueuedCopy copy = queue.poll().orElseThrow();
            queue.defer(copy.told("450 4.2.0 greylisted, id " + number), 10);
        }

        assertThat(rows.lastReply(0)).isEqualTo("450 4.2.0 greylisted, id 0");
        assertThat(rows.lastReply(CopyRows.REPLIES_MAX)).isEqualTo("450");
    }

    @Test
    void whatACopyIsChosenByIsInItsRow() {
        int row =
                rows.admit(
                        new Newcomer(
                                message(),
                                3,
                                1000,
                                false,
                                true,
                                STREAMS.getFirst(),
                                Optional.of(new CampaignId("spring")),
                                "client.example"));

        assertThat(rows.domain(row)).isEqualTo("client.example");
        assertThat(rows.campaign(row)).contains(new CampaignId("spring"));
        assertThat(rows.stream(row)).isEqualTo(STREAMS.getFirst());
        assertThat(rows.id(row).index()).isEqualTo(3);
        assertThat(rows.copy(row).mayHaveArrived()).isTrue();
        assertThat(rows.state(row)).isEqualTo(CopyState.QUEUED);
        assertThat(rows.isAt(row, rows.id(row))).isTrue();
    }

    private void step(Random random) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> admit(STREAMS.get(random.nextInt(3)), now + random.nextInt(5000));
            case 3, 4 -> poll();
            case 5, 6, 7 -> putBack(random);
            case 8 -> withdraw(random);
            default -> {
                queue.promote(now);
                plain.values().stream()
                        .filter(one -> one.state == CopyState.RETRYING && one.due <= now)
                        .forEach(one -> one.state = CopyState.QUEUED);
            }
        }
    }

    private QueuedMessage message() {
        return outbox.message(
                rig.acceptance(StreamClass.PROSPECTING, "s@acme.example", "r"),
                Octets.of(Rig.MAIL));
    }

    private void admit(StreamId stream, long expiresAt) {
        int row =
                rows.admit(
                        new Newcomer(
                                message(),
                                0,
                                expiresAt,
                                false,
                                false,
                                stream,
                                Optional.empty(),
                                "d"));
        queue.add(row);
        assertThat(plain.put(row, new Plain(stream, expiresAt))).isNull();
    }

    private void poll() {
        Optional<QueuedCopy> taken = queue.poll();
        assertThat(taken.isPresent()).isEqualTo(count(CopyState.QUEUED) > 0);
        taken.ifPresent(
                copy -> {
                    Plain one = plain(copy.row());
                    assertThat(one.expiresAt)
                            .as("the oldest of its stream")
                            .isEqualTo(
                                    plain.values().stream()
                                            .filter(p -> p.state == CopyState.QUEUED)
                                            .filter(p -> p.stream.equals(one.stream))
                                            .mapToLong(p -> p.expiresAt)
                                            .min()
                                            .orElseThrow());
                    assertThat(copy.attempts()).isEqualTo(one.attempts);
                    assertThat(copy.lastReply()).isEqualTo(one.reply);
                    one.state = CopyState.IN_FLIGHT;
                    inHand.add(copy);
                });
    }

    private void putBack(Random random) {
        if (inHand.isEmpty()) {
            return;
        }
        QueuedCopy copy = inHand.remove(random.nextInt(inHand.size()));
        Plain one = plain(copy.row());
        if (random.nextInt(3) == 0) {
            end(copy);
        } else if (random.nextBoolean()) {
            one.reply = "451 " + random.nextInt(20);
            one.attempts++;
            one.due = Math.min(one.expiresAt, now + random.nextInt(500));
            one.state = CopyState.RETRYING;
            queue.defer(copy.tried().told(one.reply), one.due);
        } else {
            one.state = CopyState.QUEUED;
            queue.add(copy);
        }
    }

    private void withdraw(Random random) {
        List<Integer> waiting =
                plain.keySet().stream()
                        .filter(row -> plain(row).state != CopyState.IN_FLIGHT)
                        .filter(row -> plain(row).state != CopyState.HELD)
                        .sorted(Comparator.naturalOrder())
                        .toList();
        if (!waiting.isEmpty()) {
            int row = waiting.get(random.nextInt(waiting.size()));
            queue.withdraw(row);
            rows.state(row, CopyState.HELD);
            plain(row).state = CopyState.HELD;
            held.add(row);
        }
    }

    private void end(QueuedCopy copy) {
        rows.free(copy.row());
        plain.remove(copy.row());
    }

    private Plain plain(int row) {
        return requireNonNull(plain.get(row));
    }

    private int count(CopyState state) {
        return (int) plain.values().stream().filter(one -> one.state == state).count();
    }

    private void assertSame() {
        assertThat(queue.ready()).isEqualTo(count(CopyState.QUEUED));
        assertThat(queue.deferred()).isEqualTo(count(CopyState.RETRYING));
        plain.forEach((row, one) -> assertThat(rows.state(row)).isEqualTo(one.state));
        assertThat(queue.nextDue().orElse(-1))
                .isEqualTo(
                        plain.values().stream()
                                .filter(one -> one.state == CopyState.RETRYING)
                                .mapToLong(one -> one.due)
                                .min()
                                .orElse(-1));
    }

    @Test
    void ofManyOverdueCopiesTheFirstAreTakenAndNoneIsLeftOut() {
        int copies = Overdue.COPIES_MAX + 500;
        Random random = new Random(4);
        for (int number = 0; number < copies; number++) {
            MessageId id = new MessageId((1000L + random.nextInt(copies)) << 16, number);
            rows.admit(
                    new Newcomer(
                            outbox.message(accepted(id), Octets.of(Rig.MAIL)),
                            0,
                            1,
                            false,
                            false,
                            STREAMS.getFirst(),
                            Optional.empty(),
                            "d"));
        }
        Instant told = Instant.EPOCH;
        int seen = 0;
        int rounds = 0;
        while (seen < copies) {
            Overdue due = new Overdue(rows, told, Instant.ofEpochMilli(1000L + copies));
            due.look(0, rows.end());
            assertThat(due.copies()).hasSizeBetween(1, Overdue.COPIES_MAX);
            Instant from = told;
            assertThat(due.copies())
                    .allMatch(copy -> copy.millis() > from.toEpochMilli())
                    .allMatch(copy -> copy.millis() <= due.until().toEpochMilli());
            seen += due.copies().size();
            told = due.until();
            rounds++;
        }

        assertThat(seen).isEqualTo(copies);
        assertThat(rounds).isEqualTo(2);
    }

    private Acceptance accepted(MessageId id) {
        var some = rig.acceptance(StreamClass.PROSPECTING, "s@acme.example", "r");
        return new Acceptance(
                id,
                some.acceptedAt(),
                some.origin(),
                some.from(),
                false,
                List.of(),
                some.copies(),
                some.treatment());
    }
}
