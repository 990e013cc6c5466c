// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.DeliverySettings;
import eu.octroi.gateway.settings.DeliverySettings.ClientTimeouts;
import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Mx;
import eu.octroi.gateway.settings.ProviderProfiles;
import eu.octroi.gateway.settings.Smarthost;
import eu.octroi.gateway.settings.Smarthost.TlsUse;
import eu.octroi.gateway.settings.SpoolSettings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Small limits, as chance has them, so that all of them are met. Immutable. */
record SimulatedSettings(
        SpoolSettings spool, DeliverySettings delivery, SimulatedProcess.Limits limits) {
    static final List<Duration> WAITS =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));
    static final Duration EXPIRE = Duration.ofHours(6);
    private static final int SEGMENT_KIBIBYTES = 32;

    static SimulatedSettings of(Chance chance, Sabotage sabotage) {
        boolean isMx = chance.oneIn(2);
        int ofOne = 1 + chance.upTo(2);
        int ofAll = isMx ? ofOne + chance.upTo(3) : ofOne;
        int perMinute = isMx && chance.oneIn(2) ? 6 : 0;
        return new SimulatedSettings(
                new SpoolSettings(
                        ByteSize.ofKibibytes(SEGMENT_KIBIBYTES),
                        5 + chance.upTo(5),
                        new ByteSize(0),
                        1000,
                        1 + chance.upTo(7),
                        Duration.ofHours(chance.upTo(24)),
                        Duration.ofSeconds(10)),
                delivery(
                        isMx,
                        sabotage.waits(WAITS),
                        new Mx.Limits(
                                sabotage.connections(ofAll),
                                sabotage.connections(ofOne),
                                chance.upTo(5),
                                sabotage.perMinute(perMinute),
                                2 + chance.upTo(4))),
                new SimulatedProcess.Limits(ofAll, ofOne, perMinute));
    }

    private static DeliverySettings delivery(boolean isMx, List<Duration> waits, Mx.Limits limits) {
        Endpoint nowhere = new Endpoint("127.0.0.1", 25);
        return new DeliverySettings(
                isMx ? DeliverySettings.Route.MX : DeliverySettings.Route.SMARTHOST,
                Optional.of(
                        new Smarthost(nowhere, TlsUse.NONE, Optional.empty(), Optional.empty())),
                new Mx(
                        25,
                        TlsUse.NONE,
                        true,
                        List.of(),
                        limits,
                        new Mx.Dns(List.of(nowhere), Duration.ofSeconds(5), false),
                        Mx.MtaSts.DEFAULTS,
                        ProviderProfiles.NONE),
                limits.connectionsPerDestinationMax(),
                limits.messagesPerConnectionMax(),
                waits,
                Duration.ofHours(2),
                EXPIRE.multipliedBy(2),
                EXPIRE,
                ClientTimeouts.DEFAULTS);
    }
}
