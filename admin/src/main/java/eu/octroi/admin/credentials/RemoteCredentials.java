// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.credentials;

import static eu.octroi.admin.running.RunningGateway.encoded;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.running.GatewayUnreachableException;
import eu.octroi.admin.running.RunningGateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

/** The credentials of a running gateway, through its API. Thread-safe. */
final class RemoteCredentials implements CredentialAccess {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final RunningGateway gateway;

    RemoteCredentials(RunningGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public AddedCredential add(CredentialOrder order) {
        HttpRequest request =
                gateway.request("credentials")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(octets(order)))
                        .build();
        return read(answer(request), AddedCredential.class);
    }

    @Override
    public List<CredentialLine> list() {
        JsonNode lines = answer(gateway.request("credentials").build()).path("credentials");
        return List.of(read(lines, CredentialLine[].class));
    }

    @Override
    public boolean revoke(String name) {
        HttpRequest request =
                gateway.request("credentials/" + encoded(name) + "/revoke")
                        .POST(BodyPublishers.noBody())
                        .build();
        return answer(request).path("revoked").asBoolean();
    }

    @Override
    public void close() {
        // The connection is the client's own and ends with it.
    }

    private JsonNode answer(HttpRequest request) {
        HttpResponse<InputStream> response = gateway.send(request);
        try (InputStream body = response.body()) {
            JsonNode answer = JSON.readTree(body);
            if (response.statusCode() / 100 != 2) {
                throw new CredentialException(
                        answer.path("detail").asText("status " + response.statusCode()));
            }
            return answer;
        } catch (IOException e) {
            throw new GatewayUnreachableException("the gateway's answer broke off: " + e, e);
        }
    }

    private static <T> T read(JsonNode answer, Class<T> type) {
        try {
            return JSON.treeToValue(answer, type);
        } catch (IOException e) {
            throw new GatewayUnreachableException("the gateway's answer is another one: " + e, e);
        }
    }

    private static byte[] octets(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        }
    }
}
