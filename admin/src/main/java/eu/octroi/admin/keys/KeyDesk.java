// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.keys;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.running.GatewayUnreachableException;
import eu.octroi.admin.running.PublishedKeys;
import eu.octroi.admin.running.RunningGateway;
import eu.octroi.gateway.delivery.DnsTxt;
import eu.octroi.gateway.dkim.DkimException;
import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.dkim.DnsRecord;
import eu.octroi.gateway.dkim.KeyLifecycle;
import eu.octroi.gateway.dkim.KeyLine;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.DataDirectoryLockedException;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/**
 * Carries an order out where the keys are: in the gateway that runs, so that it signs with the new
 * key at once, or here when none does. Immutable.
 */
public record KeyDesk(Settings settings) {
    private static final JsonMapper JSON = new JsonMapper();

    /** What became of the keys the order is about; a refusal is an exception that says why. */
    public List<KeyLine> carryOut(KeyOrder order) {
        try (DataDirectory data = DataDirectory.open(settings.data())) {
            return order.own().apply(lifecycle(keys(data), settings));
        } catch (DataDirectoryLockedException e) {
            return remote(order);
        }
    }

    /** What to publish for the keys that sign; those that do not exist yet are made. */
    public List<DnsRecord> records() {
        try (DataDirectory data = DataDirectory.open(settings.data())) {
            return keys(data).dnsRecords();
        } catch (DataDirectoryLockedException e) {
            return PublishedKeys.of(settings.data());
        }
    }

    private DkimKeys keys(DataDirectory data) {
        return DkimKeys.open(
                settings.controllers(),
                data.resolve("keys/dkim"),
                new SecureRandom(),
                Clock.systemUTC());
    }

    /** The life of these keys, with the name server of the configuration. */
    public static KeyLifecycle lifecycle(DkimKeys keys, Settings settings) {
        return new KeyLifecycle(keys, new DnsTxt(settings.checks().dnsServer()), Clock.systemUTC());
    }

    private List<KeyLine> remote(KeyOrder order) {
        RunningGateway gateway = RunningGateway.in(settings.data());
        HttpRequest request =
                gateway.request(order.pathAndQuery())
                        .method(order.method(), BodyPublishers.noBody())
                        .build();
        HttpResponse<InputStream> response = gateway.send(request);
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                String status = "the running gateway refused with status " + response.statusCode();
                throw new DkimException(JSON.readTree(body).path("detail").asText(status));
            }
            return JSON.readValue(body, new TypeReference<>() {});
        } catch (IOException e) {
            throw new GatewayUnreachableException("the gateway's answer broke off: " + e, e);
        }
    }
}
