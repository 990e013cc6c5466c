// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;

import org.junit.jupiter.api.Test;

import java.util.Random;

final class GuardedIndexTest implements SuppressionIndexContract {
    private final InMemorySuppressionIndex beneath = new InMemorySuppressionIndex(100);
    private final GuardedIndex index = new GuardedIndex(beneath);

    @Override
    public SuppressionIndex index() {
        return index;
    }

    @Test
    void aKeyThatTheFileLostIsNoStranger() {
        PersonKey jo = new PersonKey(1, 2);
        index.put(jo, marks());

        beneath.put(jo, Marks.none(OpenList.ACME, Kind.PERSON));

        assertThatThrownBy(() -> index.get(jo)).hasMessageContaining("has lost a key");
        assertThat(index.get(new PersonKey(1, 3))).isEmpty();
    }

    @Test
    void whatWasLiftedIsAStrangerAgain() {
        PersonKey jo = new PersonKey(1, 2);
        index.put(jo, marks());

        index.put(jo, Marks.none(OpenList.ACME, Kind.PERSON));

        assertThat(index.get(jo)).isEmpty();
    }

    @Test
    void anIndexOpenedWithContentIsLearnt() {
        PersonKey jo = new PersonKey(1, 2);
        beneath.put(jo, marks());
        index.fill();

        beneath.put(jo, Marks.none(OpenList.ACME, Kind.PERSON));

        assertThatThrownBy(() -> index.get(jo)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void comingAndGoingForALongTimeDoesNotFillIt() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            PersonKey key = new PersonKey(random.nextLong(), random.nextLong());
            index.put(key, marks());
            index.put(key, Marks.none(OpenList.ACME, Kind.PERSON));
            assertThat(index.get(key)).isEmpty();
        }
    }

    @Test
    void printsThatMeanSomethingElseAreKeysToo() {
        for (long high : new long[] {0, 1, 2, 3, -1}) {
            PersonKey key = new PersonKey(high, -1);
            index.put(key, marks());
            beneath.put(key, Marks.none(OpenList.ACME, Kind.PERSON));
            assertThatThrownBy(() -> index.get(key)).isInstanceOf(IllegalStateException.class);
        }
    }

    private static Marks marks() {
        return Marks.none(OpenList.ACME, Kind.PERSON).with(Reason.OPPOSITION, OpenList.NOW);
    }
}
