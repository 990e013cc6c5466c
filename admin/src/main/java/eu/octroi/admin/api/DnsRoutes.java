// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.Get;

import eu.octroi.gateway.dkim.DkimKeys;

/** {@code /api/v1/dns-records}: what to publish for the keys in use. Thread-safe. */
final class DnsRoutes {
    private final DkimKeys keys;

    /** Routes over the keys the gateway signs with. */
    DnsRoutes(DkimKeys keys) {
        this.keys = keys;
    }

    /** An array of objects with name and value. */
    @Blocking
    @Get("/dns-records")
    public HttpResponse records() {
        return HttpResponse.ofJson(keys.dnsRecords());
    }
}
