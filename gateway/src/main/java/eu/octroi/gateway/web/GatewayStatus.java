// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import eu.octroi.gateway.domain.Tag;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where the status page gets its figures. Thread-safe; answers at once. */
@FunctionalInterface
public interface GatewayStatus {
    Snapshot now();

    /**
     * The gateway at one moment; counts are in recipients.
     *
     * @param accepted on this day (UTC), like {@code delivered}
     * @param refused since the start, by the tag the sender was told
     * @param optOuts recorded since the start
     * @param queued copies waiting, held ones included
     * @param addresses what listens where, such as {@code SMTP} and {@code 127.0.0.1:2525}
     * @param latest newest first; at most 50 are shown
     */
    record Snapshot(
            long accepted,
            long delivered,
            Map<Tag, Long> refused,
            long optOuts,
            long queued,
            long suppressionEntries,
            Map<String, String> addresses,
            List<Decision> latest) {}

    /**
     * One decision, without any address.
     *
     * @param message our name for the message
     * @param outcome such as {@code accepted}, {@code refused}, {@code delivered}
     * @param detail such as a tag or the next hop's reply
     */
    record Decision(Instant at, String message, String credential, String outcome, String detail) {}
}
