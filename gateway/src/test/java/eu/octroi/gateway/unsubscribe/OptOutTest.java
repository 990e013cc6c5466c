// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Clock;

final class OptOutTest {
    @Test
    void theFirstFailureIsSeenAsAStepFromZero() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        OptOut optOut = new OptOut(new InMemoryOppositions(), Clock.systemUTC(), meters);

        assertThat(optOut.recorded()).isZero();
        assertThat(
                        meters.get("octroi.unsubscribe.requests")
                                .tag("method", "one_click")
                                .tag("result", "failed")
                                .counter())
                .extracting(Counter::count)
                .isEqualTo(0.0);
    }
}
