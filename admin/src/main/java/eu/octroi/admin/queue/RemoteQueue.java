// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.queue;

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
import java.util.Optional;

/** The queue of a running gateway, through its API. Thread-safe. */
public final class RemoteQueue {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final RunningGateway gateway;

    public RemoteQueue(RunningGateway gateway) {
        this.gateway = gateway;
    }

    /** By destination, {@code rows} of them at most. */
    public QueueTotals totals(int rows) {
        return answer(gateway.request("queue?limit=" + rows).build(), QueueTotals.class);
    }

    /**
     * One page of the chosen copies.
     *
     * @param after what the page before named as next
     * @param addresses whether to tell whole addresses
     */
    public QueuePage copies(Choice choice, Optional<String> after, int limit, boolean addresses) {
        String query = "queue/copies?limit=" + limit + "&addresses=" + addresses + choice.query();
        String from = after.map(id -> "&after=" + encoded(id)).orElse("");
        return answer(gateway.request(query + from).build(), QueuePage.class);
    }

    /** Whether everybody is accounted for. */
    public CheckAnswer check() {
        return answer(gateway.request("queue/check").build(), CheckAnswer.class);
    }

    /**
     * Gives an order about the chosen copies; returns once it is carried out.
     *
     * @param over within which retried and released copies become due
     */
    public OrderAnswer order(
            String order, Choice choice, String author, String reason, String over) {
        String query =
                "queue:%s?author=%s&reason=%s&over=%s%s"
                        .formatted(
                                order,
                                encoded(author),
                                encoded(reason),
                                encoded(over),
                                choice.query());
        return answer(
                gateway.request(query).POST(BodyPublishers.noBody()).build(), OrderAnswer.class);
    }

    private <T> T answer(HttpRequest request, Class<T> type) {
        HttpResponse<InputStream> response = gateway.send(request);
        try (InputStream body = response.body()) {
            JsonNode answer = JSON.readTree(body);
            if (response.statusCode() / 100 != 2) {
                String status = "status " + response.statusCode();
                throw new GatewayUnreachableException(
                        "the running gateway refused: " + answer.path("detail").asText(status));
            }
            return JSON.treeToValue(answer, type);
        } catch (IOException e) {
            throw new GatewayUnreachableException("the gateway's answer broke off: " + e, e);
        }
    }
}
