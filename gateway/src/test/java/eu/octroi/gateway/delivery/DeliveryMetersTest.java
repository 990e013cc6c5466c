// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.lang.ref.WeakReference;

/** The gauges of delivery tell the truth for as long as it runs. */
final class DeliveryMetersTest {
    @AutoClose private final Rig rig = Rig.before(new ScriptedSmarthost());

    @Test
    void theGaugesOutliveACollection() {
        rig.start();
        rig.delivers();
        var collected = new WeakReference<>(new Object());

        await().until(
                        () -> {
                            System.gc();
                            return collected.refersTo(null);
                        });

        assertThat(rig.meters.get("octroi.delivery.destinations").gauge().value()).isOne();
        assertThat(rig.meters.get("octroi.delivery.connections").gauge().value()).isOne();
        assertThat(rig.meters.get("octroi.queue.messages").gauges())
                .allSatisfy(gauge -> assertThat(gauge.value()).isZero());
    }
}
