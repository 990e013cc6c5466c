// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.running.RunningGateway;
import eu.octroi.gateway.consent.ConsentImportReport;
import eu.octroi.gateway.consent.Recorded;
import eu.octroi.gateway.domain.ControllerId;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;

/** The consents of a running gateway, through its API. Thread-safe. */
final class RemoteConsents implements ConsentAccess {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    private static final int CONFLICT = 409;

    private final RunningGateway gateway;

    RemoteConsents(RunningGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Recorded add(ControllerId controller, String address, Map<String, String> proof) {
        HttpResponse<InputStream> response =
                post("consents?controller=" + controller, new ConsentQuestion.Add(address, proof));
        return response.statusCode() == CONFLICT
                ? new Recorded(0, Recorded.Result.WITHDRAWN_SINCE)
                : answer(response, Recorded.class);
    }

    @Override
    public ConsentAnswers show(ControllerId controller, String address) {
        return answer(
                post("consents:show?controller=" + controller, new ConsentQuestion.About(address)),
                ConsentAnswers.class);
    }

    @Override
    public boolean withdraw(ControllerId controller, String address) {
        return answer(
                        post(
                                "consents:withdraw?controller=" + controller,
                                new ConsentQuestion.About(address)),
                        ConsentAnswers.Withdrawn.class)
                .ended();
    }

    @Override
    public ConsentImportReport importFile(ControllerId controller, InputStream in, boolean dryRun) {
        HttpRequest request =
                gateway.request(
                                "consents/imports?controller=%s&dry-run=%s"
                                        .formatted(controller, dryRun))
                        .header("Content-Type", "text/csv")
                        .POST(RunningGateway.streaming(in))
                        .build();
        return answer(gateway.send(request), ConsentImportReport.class);
    }

    @Override
    public void close() {
        // The connection is the client's own and ends with it.
    }

    private HttpResponse<InputStream> post(String path, Object question) {
        try {
            return gateway.send(
                    gateway.request(path)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(question)))
                            .build());
        } catch (IOException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        }
    }

    private static <T> T answer(HttpResponse<InputStream> response, Class<T> type) {
        try (InputStream body = response.body()) {
            if (response.statusCode() / 100 != 2) {
                JsonNode problem = JSON.readTree(body);
                String why = problem.path("detail").asText("status " + response.statusCode());
                throw new ListAccessException("the running gateway refused: " + why);
            }
            return JSON.readValue(body, type);
        } catch (IOException e) {
            throw new ListAccessException("the running gateway's answer broke off: " + e, e);
        }
    }
}
