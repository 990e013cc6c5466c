// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;

final class MessageIdTest {
    @Property
    void anIdSurvivesItsTextAndItsOctets(@ForAll long high, @ForAll long low) {
        MessageId id = new MessageId(high, low);

        assertThat(MessageId.parse(id.toString())).contains(id);
        assertThat(MessageId.of(id.toByteArray())).isEqualTo(id);
    }

    @Test
    void idsSortByTimeAndTellIt() {
        Instant time = Instant.parse("2026-11-22T10:15:30Z");
        MessageIds ids = new MessageIds(new Random(1), Clock.fixed(time, ZoneOffset.UTC));
        MessageIds later =
                new MessageIds(new Random(1), Clock.fixed(time.plusMillis(1), ZoneOffset.UTC));

        MessageId first = ids.next();
        MessageId second = later.next();

        assertThat(first.timeMillis()).isEqualTo(time.toEpochMilli());
        assertThat(first.toString()).hasSize(26).isLessThan(second.toString());
        assertThat(first).isLessThan(second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01J",
                "81J00000000000000000000000",
                "01J0000000000000000000000U",
                "01j00000000000000000000000"
            })
    void whatIsNoIdIsRefused(String text) {
        assertThat(MessageId.parse(text)).isEmpty();
    }
}
