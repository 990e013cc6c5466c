// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Listen;

import java.net.InetSocketAddress;
import java.net.URI;

/** The address of the public pages as it stands in links. */
final class PublicUrl {
    private PublicUrl() {}

    /** The configured one; where its port is 0, any free port was meant, so the one in use. */
    static URI of(Listen.Web web, InetSocketAddress bound) {
        URI configured = web.publicUrl();
        if (configured.getPort() != 0) {
            return configured;
        }
        return URI.create(
                configured.getScheme() + "://" + configured.getHost() + ":" + bound.getPort());
    }

    /** An address as people write it, such as {@code 127.0.0.1:2525}. */
    static String text(InetSocketAddress address) {
        return Endpoint.reaching(address).toString();
    }
}
