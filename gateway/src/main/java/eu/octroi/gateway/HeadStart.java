// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.dkim.DkimSigner;
import eu.octroi.gateway.web.WebServers;

/**
 * Loads what takes long to load for the first time on a thread of its own, {@code head-start},
 * while record and index open. Whatever fails here fails again, and is told, where it is used.
 */
final class HeadStart {
    private HeadStart() {}

    static void begin() {
        Thread.ofPlatform().daemon().name("head-start").start(HeadStart::load);
    }

    private static void load() {
        DkimSigner.load();
        WebServers.load();
    }
}
