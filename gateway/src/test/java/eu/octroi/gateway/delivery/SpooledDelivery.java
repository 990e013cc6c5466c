// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.SpoolSettings;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.spool.SpoolFiles;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.nio.file.Path;
import java.time.Duration;

/** Delivery over a real, small spool, from one start to one stop. */
record SpooledDelivery(Spool spool, Delivery delivery) implements AutoCloseable {
    /**
     * Starts both; what the spool recovers is queued.
     *
     * @param directory of the spool
     * @param state of delivery
     */
    static SpooledDelivery open(Rig rig, Path directory, Path state) {
        Spool spool =
                Spool.open(
                        directory,
                        new SpoolSettings(
                                ByteSize.ofKibibytes(1024),
                                8,
                                new ByteSize(0),
                                100_000,
                                64,
                                Duration.ofHours(24),
                                Duration.ofSeconds(10)),
                        SpoolFiles.onDisk(),
                        rig.clock,
                        new SimpleMeterRegistry());
        Delivery delivery = rig.delivery(spool, state);
        delivery.resume(false);
        Rig.await().until(() -> spool.toHandOver() == 0);
        return new SpooledDelivery(spool, delivery);
    }

    void accept(Acceptance acceptance) {
        delivery.enqueue(
                spool.append(acceptance, Octets.of(Rig.MAIL)).toCompletableFuture().join());
    }

    @Override
    public void close() {
        delivery.drain(Duration.ofSeconds(2));
        delivery.close();
        spool.close();
    }
}
