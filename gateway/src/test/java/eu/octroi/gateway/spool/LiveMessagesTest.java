// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

final class LiveMessagesTest {
    private static final int STEPS = 6000;
    private static final int GENERATIONS = 3;
    private static final List<Intervention> SAID =
            List.of(
                    new Intervention(Intervention.Kind.HELD, Mails.NOW, "marie", "why"),
                    new Intervention(
                            Intervention.Kind.RELEASED, Mails.NOW.plusSeconds(60), "marie", ""));

    /** A message as a plain map would have it. */
    private static final class Plain {
        final int size;
        final Set<Integer> open = new HashSet<>();
        final Map<Integer, Held> held = new HashMap<>();
        long position;

        Plain(int size, long position) {
            this.size = size;
            this.position = position;
        }
    }

    private final LiveMessages live = new LiveMessages(Integer.MAX_VALUE);
    private final Map<MessageId, Plain> plain = new HashMap<>();
    private int next;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsDoneItAnswersAsPlainMapsWould(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            if (plain.isEmpty() || random.nextInt(3) == 0) {
                add(random);
            } else {
                change(random);
            }
            if (step % 500 == 0) {
                assertSame();
            }
        }
        assertSame();

        for (MessageId id : List.copyOf(plain.keySet())) {
            List.copyOf(requireNonNull(plain.get(id)).open).forEach(copy -> close(id, copy));
        }
        assertThat(plain).isEmpty();
        assertSame();
    }

    @Test
    void moreCopiesThanMayBeAreOneTooMany() {
        LiveMessages few = new LiveMessages(2);
        few.add(new Arrival(Mails.id(1), 100, 1, new BitSet()), Position.of(1, 4096));
        assertThat(few.filledPercent()).isEqualTo(50);

        few.add(new Arrival(Mails.id(2), 100, 1, new BitSet()), Position.of(1, 5096));
        assertThat(few.filledPercent()).isEqualTo(LiveMessages.FULL);

        few.close(Mails.id(2), 0);
        assertThat(few.filledPercent()).isEqualTo(50);
    }

    @Test
    void whatWasFoundAtTheStartIsHandedOverOnceAndNothingElseIs() {
        for (int number = 0; number < 5; number++) {
            live.add(new Arrival(Mails.id(number), 100, 1, new BitSet()), Position.of(1, 4096));
        }
        live.markFound();
        live.close(Mails.id(1), 0);
        live.add(new Arrival(Mails.id(9), 100, 1, new BitSet()), Position.of(2, 4096));
        live.moveTo(Mails.id(3), Position.of(2, 8192));

        LiveMessages.Found first = live.found(0, 2);
        first.messages().forEach(live::handedOver);
        LiveMessages.Found rest = live.found(first.next(), 9);

        assertThat(first.messages()).containsExactly(Mails.id(0), Mails.id(2));
        assertThat(rest.messages()).containsExactly(Mails.id(3), Mails.id(4));
        assertThat(live.found(0, 9).messages()).isEqualTo(rest.messages());
        assertThat(live.toHandOver()).isEqualTo(2);
        rest.messages().forEach(live::handedOver);
        assertThat(live.toHandOver()).isZero();
    }

    private void add(Random random) {
        int copies = random.nextInt(4) == 0 ? 60 + random.nextInt(80) : 1 + random.nextInt(3);
        BitSet withheld = new BitSet();
        withheld.set(0, copies > 1 && random.nextBoolean());
        int number = next++;
        int size = 100 + number % 50;
        long position = position(random, number);
        Plain message = new Plain(size, position);
        for (int copy = withheld.cardinality(); copy < copies; copy++) {
            message.open.add(copy);
        }
        plain.put(Mails.id(number), message);
        live.add(new Arrival(Mails.id(number), size, copies, withheld), position);
    }

    private static long position(Random random, int number) {
        return Position.of(1 + random.nextInt(GENERATIONS), 4096 + 8 * number);
    }

    private void change(Random random) {
        List<MessageId> all = List.copyOf(plain.keySet());
        MessageId id = all.get(random.nextInt(all.size()));
        Plain message = requireNonNull(plain.get(id));
        List<Integer> open = List.copyOf(message.open);
        int copy = open.get(random.nextInt(open.size()));
        switch (random.nextInt(8)) {
            case 0 -> {
                if (message.position != 0) {
                    long to = position(random, next++);
                    assertThat(live.moveTo(id, to)).isEqualTo(message.position);
                    message.position = to;
                }
            }
            case 1 -> {
                assertThat(live.setAside(id)).isEqualTo(message.position == 0 ? 0 : open.size());
                message.position = 0;
            }
            case 2, 3 -> {
                Intervention what = SAID.get(random.nextInt(2));
                live.intervene(id, copy, what);
                message.held.merge(copy, Held.NEVER.after(what), (old, _) -> old.after(what));
            }
            default -> close(id, copy);
        }
    }

    private void close(MessageId id, int copy) {
        Plain message = requireNonNull(plain.get(id));
        assertThat(live.close(id, copy).orElse(0L)).isEqualTo(message.position);
        message.open.remove(copy);
        if (message.open.isEmpty()) {
            plain.remove(id);
        }
        assertThat(live.close(id, copy)).isEmpty();
    }

    private void assertSame() {
        long messages = 0;
        long bytes = 0;
        long copies = 0;
        for (int number = 0; number < next; number++) {
            MessageId id = Mails.id(number);
            Plain message = plain.get(id);
            assertThat(live.contains(id)).isEqualTo(message != null);
            if (message == null) {
                continue;
            }
            assertThat(live.place(id).map(LiveMessages.Place::position).orElse(0L))
                    .isEqualTo(message.position);
            for (int copy = 0; copy < 140; copy++) {
                if (message.open.contains(copy)) {
                    assertThat(live.isOpen(id, copy)).isTrue();
                    assertThat(live.held(id, copy))
                            .isEqualTo(message.held.getOrDefault(copy, Held.NEVER));
                }
            }
            assertThat(live.holds(id)).isEqualTo(message.held);
            if (message.position != 0) {
                messages++;
                bytes += message.size;
                copies += message.open.size();
            }
        }
        assertThat(List.of(live.messages(), live.bytes(), live.openCopies()))
                .containsExactly(messages, bytes, copies);
    }
}
