// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The order in which copies leave, by times that only count. */
final class DeliveryQueueTest {
    private final Rig rig = new Rig(0);
    private final DeliveryQueue queue = new DeliveryQueue();

    private QueuedCopy copy(String stream, String to, long expiresAt) {
        Acceptance plain = rig.acceptance(StreamClass.PROSPECTING, "", to);
        Origin origin =
                new Origin(
                        plain.origin().credential(),
                        new StreamId(stream),
                        StreamClass.PROSPECTING,
                        Rig.CONTROLLER,
                        Optional.empty());
        Acceptance acceptance =
                new Acceptance(
                        plain.id(),
                        plain.acceptedAt(),
                        origin,
                        plain.from(),
                        false,
                        List.of(),
                        plain.copies());
        return new QueuedCopy(
                rig.outbox.message(acceptance, Octets.of(Rig.MAIL)), 0, expiresAt, 0, 0);
    }

    private List<String> drain() {
        List<String> order = new ArrayList<>();
        for (var next = queue.poll(); next.isPresent(); next = queue.poll()) {
            order.add(next.get().message().acceptance().copies().getFirst().to().localPart());
        }
        return order;
    }

    @Test
    void theOldestGoesFirst() {
        queue.add(copy("a", "second", 200));
        queue.add(copy("a", "third", 300));
        queue.add(copy("a", "first", 100));

        assertThat(drain()).containsExactly("first", "second", "third");
    }

    @Test
    void streamsTakeTurnsSoThatACampaignHoldsUpNobody() {
        for (int i = 0; i < 5; i++) {
            queue.add(copy("campaign", "c" + i, i));
        }
        queue.add(copy("reset", "r0", 100));
        queue.add(copy("reset", "r1", 101));

        assertThat(drain()).containsExactly("c0", "r0", "c1", "r1", "c2", "c3", "c4");
    }

    @Test
    void aDeferredCopyIsReadyAtItsTimeAndNotBefore() {
        queue.defer(copy("a", "x", 1_000), 500);
        queue.defer(copy("a", "y", 1_000), 400);

        queue.promote(399);
        assertThat(queue.ready()).isZero();
        assertThat(queue.nextDue()).hasValue(400);
        queue.promote(450);

        assertThat(drain()).containsExactly("y");
        assertThat(queue.deferred()).isOne();
    }

    @Test
    void aDeferredCopyIsReadyWhenItExpiresAtTheLatest() {
        queue.defer(copy("a", "x", 300), 5_000);

        queue.promote(300);

        assertThat(queue.pollExpired(300)).isPresent();
        assertThat(queue.ready()).isZero();
    }

    @Test
    void onlyExpiredCopiesArePolledAsExpired() {
        queue.add(copy("a", "old", 100));
        queue.add(copy("a", "new", 900));

        assertThat(queue.pollExpired(99)).isEmpty();
        assertThat(queue.pollExpired(100)).isPresent();
        assertThat(queue.pollExpired(100)).isEmpty();

        assertThat(drain()).containsExactly("new");
    }

    @Test
    void timesMayWrapAround() {
        queue.add(copy("a", "late", Long.MIN_VALUE + 10));
        queue.add(copy("a", "early", Long.MAX_VALUE - 10));

        assertThat(drain()).containsExactly("early", "late");
    }
}
