// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.ledger;

import static eu.octroi.admin.running.RunningGateway.encoded;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.running.GatewayUnreachableException;
import eu.octroi.admin.running.RunningGateway;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.ledger.LedgerVerifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The ledger of a running gateway, through its API. Thread-safe. */
final class RemoteLedger implements LedgerAccess {
    private static final int TOLD_EVERY = 1_000;
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final RunningGateway gateway;

    RemoteLedger(RunningGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public LedgerLines person(ControllerId controller, EmailAddress address) {
        // In the body, not in the address line: request lines end up in the logs of proxies.
        HttpRequest request =
                gateway.request("ledger:find?controller=" + encoded(controller.value()))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json(Map.of("address", address.toString()))))
                        .build();
        return answer(request, LedgerLines.class);
    }

    @Override
    public LedgerLines message(MessageId message) {
        return answer(gateway.request("ledger/messages/" + message).build(), LedgerLines.class);
    }

    @Override
    public ProofAnswer verify(LedgerVerifier.Question question, LedgerVerifier.Progress progress) {
        StringBuilder query = new StringBuilder("ledger/verification?from=");
        query.append(question.from().orElse(""));
        question.known().forEach(head -> query.append("&head=").append(encoded(head.toString())));
        try (BufferedReader lines = lines(gateway.request(query.toString()).build())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode told = JSON.readTree(line);
                if (told.has("proof")) {
                    return JSON.treeToValue(told.get("proof"), ProofAnswer.class);
                }
                progress.at(
                        told.path("month").asText(),
                        told.path("rows").asLong(),
                        told.path("total").asLong());
            }
        } catch (IOException e) {
            throw brokenOff(e);
        }
        throw new GatewayUnreachableException("the gateway's answer broke off before its end");
    }

    @Override
    public void export(ExportOrder order, Writer out, LongConsumer progress) throws IOException {
        String query =
                "ledger/export?format=%s&from=%s&until=%s&after=%s"
                        .formatted(
                                order.format().word(),
                                encoded(order.span().from().toString()),
                                encoded(order.span().until().toString()),
                                encoded(order.after().map(Object::toString).orElse("")));
        try (BufferedReader lines = lines(gateway.request(query).build())) {
            boolean hasNames = order.format() == ExportOrder.Format.CSV && order.after().isEmpty();
            long rows = hasNames ? -1 : 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line);
                out.write('\n');
                rows++;
                if (rows % TOLD_EVERY == 0) {
                    progress.accept(rows);
                }
            }
            out.flush();
            progress.accept(Math.max(0, rows));
        }
    }

    @Override
    public ClausesAnswer clauses(CopyId copy, Optional<Integer> tokenKey) {
        String key = tokenKey.map(id -> "?token-key=" + id).orElse("");
        return answer(gateway.request("ledger/clauses/" + copy + key).build(), ClausesAnswer.class);
    }

    @Override
    public String key() {
        HttpResponse<InputStream> response = gateway.send(gateway.request("ledger/key").build());
        try (InputStream body = response.body()) {
            refuse(response);
            return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    @Override
    public void close() {
        // The connection is the client's own and ends with it.
    }

    private BufferedReader lines(HttpRequest request) throws IOException {
        HttpResponse<InputStream> response = gateway.send(request);
        refuse(response);
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private <T> T answer(HttpRequest request, Class<T> type) {
        HttpResponse<InputStream> response = gateway.send(request);
        try (InputStream body = response.body()) {
            refuse(response);
            return JSON.readValue(body, type);
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /** In the gateway's own words: a problem's detail (RFC 9457). */
    private static void refuse(HttpResponse<InputStream> response) throws IOException {
        if (response.statusCode() / 100 == 2) {
            return;
        }
        try (InputStream body = response.body()) {
            String status = "status " + response.statusCode();
            throw new GatewayUnreachableException(
                    "the running gateway refused: "
                            + JSON.readTree(body).path("detail").asText(status));
        }
    }

    private static GatewayUnreachableException brokenOff(IOException e) {
        return new GatewayUnreachableException("the gateway's answer broke off: " + e, e);
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new IllegalStateException("a map that is no JSON", e);
        }
    }
}
