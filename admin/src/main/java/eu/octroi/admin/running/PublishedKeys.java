// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.running;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.gateway.dkim.DnsRecord;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

/** The DNS records of the keys a running gateway signs with. */
public final class PublishedKeys {
    private static final JsonMapper JSON = new JsonMapper();

    private PublishedKeys() {}

    /** Asks the gateway that holds the lock of {@code data}. */
    public static List<DnsRecord> of(Path data) {
        RunningGateway gateway = RunningGateway.in(data);
        HttpResponse<InputStream> response = gateway.send(gateway.request("dns-records").build());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new GatewayUnreachableException(
                        "the running gateway refused with status " + response.statusCode());
            }
            return JSON.readValue(body, new TypeReference<>() {});
        } catch (IOException e) {
            throw new GatewayUnreachableException("the gateway's answer broke off: " + e, e);
        }
    }
}
