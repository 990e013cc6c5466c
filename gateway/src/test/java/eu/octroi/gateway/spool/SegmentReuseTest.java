// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.MessageId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Several times what the spool holds passes through it, brought by many producers, while segments
 * are filled, cleared and used again, and while the process is killed at any moment.
 */
final class SegmentReuseTest {
    private static final int KILLS = 3;
    private static final int BETWEEN_KILLS = 500;

    @Test
    void whateverWasTakenIsSettledOrOpenAlsoWhenKilledInBetween() {
        Account account = new Account();
        FaultyFiles disk = new FaultyFiles();
        for (int kill = 0; kill < KILLS; kill++) {
            try (Traffic traffic = new Traffic(disk, account)) {
                assertPromisesKept(account, traffic.recovered());
                traffic.begin();
                int enough = account.acknowledged().size() + BETWEEN_KILLS;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> account.acknowledged().size() >= enough);

                disk = traffic.kill();
            }
        }
        try (Traffic last = new Traffic(disk, account)) {
            assertPromisesKept(account, last.recovered());
            last.begin();
            last.settleWhatWasRecovered();
            last.finish();
            disk = last.disk();
        }

        try (Traffic reader = new Traffic(disk, account)) {
            reader.finish();
            Set<MessageId> open = reader.recovered();
            assertPromisesKept(account, open);
            assertThat(account.accepted()).containsAll(account.acknowledged()).containsAll(open);
            assertThat(account.openByTheLog()).isEqualTo(open);
        }
        assertThat(account.octets())
                .as("several times the capacity")
                .isGreaterThan(3L * Traffic.CAPACITY);
    }

    private static void assertPromisesKept(Account account, Set<MessageId> recovered) {
        Set<MessageId> due = new HashSet<>(account.acknowledged());
        due.removeAll(account.settling());
        assertThat(recovered).as("taken and not settled").containsAll(due);
        Set<MessageId> done = account.done();
        assertThat(recovered).as("settled, and back").noneMatch(done::contains);
        assertThat(account.attempted()).as("never seen before").containsAll(recovered);
    }
}
