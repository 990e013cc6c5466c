// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.running.GatewayUnreachableException;
import eu.octroi.admin.running.RunningGateway;
import eu.octroi.gateway.Preview;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.intake.ExplainQuestion;
import eu.octroi.gateway.intake.ExplainResult;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.DataDirectoryLockedException;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/**
 * Finds who can explain a message: the gateway that has the data directory open, or, when none has,
 * this process by itself.
 */
public final class Explanations {
    private static final JsonMapper JSON = new JsonMapper();

    private Explanations() {}

    /** The explanation; {@code message} with line ends as on the wire. */
    public static ExplainResult of(Settings settings, ExplainQuestion question, Octets message) {
        try {
            return Preview.explain(settings, question, message);
        } catch (DataDirectoryLockedException e) {
            return remote(RunningGateway.in(settings.data()), question, message);
        }
    }

    private static ExplainResult remote(
            RunningGateway gateway, ExplainQuestion question, Octets message) {
        byte[] body = ExplanationJson.octets(ExplainRequest.of(question, message));
        HttpRequest request =
                gateway.request("explain")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        HttpResponse<InputStream> response = gateway.send(request);
        try (InputStream answer = response.body()) {
            return switch (response.statusCode()) {
                case 200 -> new ExplainResult.Explained(ExplanationJson.explanation(answer));
                case 400 -> new ExplainResult.Misasked(detail(answer));
                default ->
                        throw new GatewayUnreachableException(
                                "the running gateway refused: " + detail(answer));
            };
        } catch (IOException e) {
            throw new GatewayUnreachableException("the gateway's answer broke off: " + e, e);
        }
    }

    /** The gateway's own words (RFC 9457). */
    private static String detail(InputStream problem) throws IOException {
        JsonNode answer = JSON.readTree(problem);
        return answer.path("detail").asText("it did not say why");
    }
}
