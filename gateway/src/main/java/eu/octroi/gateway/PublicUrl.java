// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Listen;

import java.net.InetSocketAddress;
import java.net.URI;

/** The address of the public pages as it stands in links. */
final class PublicUrl {
    private PublicUrl() {}

    /**
     * The configured one; where its port is 0, or that of the pages is and only this machine is
     * meant, any free port was meant, so the one in use.
     */
    static URI of(Listen.Web web, InetSocketAddress bound) {
        URI configured = web.publicUrl();
        boolean isLocal =
                web.address().isLoopback() && new Endpoint(configured.getHost(), 0).isLoopback();
        boolean isAnyPort = configured.getPort() == 0 || (web.address().port() == 0 && isLocal);
        if (!isAnyPort) {
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
