// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.running.RunningGateway;
import eu.octroi.admin.serve.ServedGateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The queue of a gateway that runs, whose next hop takes nothing; each test has a domain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QueueCommandsTest {
    private final JsonMapper json = new JsonMapper();
    private Path data;
    private BusyHop hop;
    private ServedGateway gateway;

    @BeforeAll
    void serve(@TempDir Path directory) throws IOException {
        data = directory.resolve("data");
        hop = new BusyHop();
        gateway =
                ServedGateway.start(
                        AnyPort.settings(data, Map.of("delivery.smarthost.address", hop.address())),
                        _ -> {});
    }

    @AfterAll
    void stop() throws IOException {
        gateway.close();
        hop.close();
    }

    @Test
    void theQueueIsListedByDestinationAndByCopy() throws IOException {
        String message = deferred("list.example", "anna@list.example", "bert@list.example");

        Ended totals = queue("list", "--limit", "1000");
        Ended copies = queue("list", "--domain", "List.example");
        Ended first = queue("list", "--domain", "list.example", "--limit", "1", "--addresses");

        assertThat(totals.err()).isEmpty();
        assertThat(totals.out())
                .startsWith("DESTINATION ")
                .containsPattern("(?m)^list\\.example +0 +2 +0 +0 .* 451 4.7.1 come back later$")
                .containsPattern("(?m)^all ");
        assertThat(ageless(copies.out()))
                .isEqualTo(
                        """
                        COPY STATE AGE TRIES NEXT RECIPIENT
                        %1$s.0 retrying A 1 A a***@list.example 451 4.7.1 come back later
                        %1$s.1 retrying A 1 A b***@list.example 451 4.7.1 come back later
                        """
                                .formatted(message));
        assertThat(first.out())
                .contains("anna@list.example", "more follow: --after " + message + ".0\n")
                .doesNotContain("bert");
        assertThat(queue("list", "--id", message, "--after", message + ".0").out())
                .contains("b***@list.example")
                .doesNotContain("a***");
    }

    @Test
    void whatIsHeldSaysByWhomAndWhyUntilItIsReleased() throws IOException {
        String message = deferred("hold.example", "anna@hold.example");

        Ended held = queue("hold", "--domain", "hold.example", "--reason", "wrong price");
        Ended shown = queue("show", message);
        Ended released = queue("release", "--id", message + ".0", "--over", "0s");
        Ended again = queue("release", "--id", message);

        assertThat(held.out()).isEqualTo("1 held\n");
        assertThat(shown.out())
                .contains(
                        "state      held\n",
                        "expires    not while it is held\n",
                        "held       by " + System.getProperty("user.name") + ", ",
                        ": wrong price\n");
        assertThat(released.out()).isEqualTo("1 released\n");
        assertThat(again.out()).isEqualTo("0 released\n");
        deferred(message);
    }

    @Test
    void whatIsCancelledIsGone() throws IOException {
        String message = deferred("cancel.example", "anna@cancel.example");

        Ended cancelled = queue("cancel", "--id", message, "--reason", "bad list", "--json");
        Ended shown = queue("show", message);

        assertThat(cancelled.out())
                .isEqualTo(
                        "{\"done\":1,\"inFlight\":0,\"inFlightIds\":[],"
                                + "\"failed\":0,\"more\":false}\n");
        assertThat(shown.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(shown.err()).contains("no copy of " + message + " waits");
    }

    @Test
    void everybodyIsAccountedForWhileTheGatewayRunsAndAfterIt(@TempDir Path directory)
            throws IOException {
        Path other = directory.resolve("data");
        Ended running;
        try (ServedGateway second =
                ServedGateway.start(
                        AnyPort.settings(
                                other, Map.of("delivery.smarthost.address", hop.address())),
                        _ -> {})) {
            BusyHop.submit(second.smtp(), "anna@check.example", "bert@check.example");
            running = queueOn(other, "check");
        }

        Ended stopped = queueOn(other, "check");

        assertThat(List.of(running.code(), stopped.code())).containsOnly(ExitCodes.DONE);
        assertThat(running.out()).isEqualTo(stopped.out());
        assertThat(stopped.out())
                .isEqualTo(
                        "accepted=2 delivered=0 bounced=0 suppressed=0 expired=0 cancelled=0"
                                + " quarantined=0 queued=2\neverybody is accounted for\n");
    }

    @Test
    void whoIsMissingIsNamed(@TempDir Path directory) throws IOException {
        Path other = directory.resolve("data");
        String message = accepted(other);
        try (Stream<Path> spool = Files.list(other.resolve("spool"))) {
            for (Path segment : spool.filter(Files::isRegularFile).toList()) {
                Files.delete(segment);
            }
        }

        Ended checked = queueOn(other, "check");

        assertThat(checked.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(checked.out())
                .contains("this does not add up", "unaccounted " + message + ".0\n");
    }

    /** By a gateway that is stopped then. */
    private String accepted(Path other) throws IOException {
        try (ServedGateway second =
                ServedGateway.start(
                        AnyPort.settings(
                                other, Map.of("delivery.smarthost.address", hop.address())),
                        _ -> {})) {
            return BusyHop.submit(second.smtp(), "anna@check.example");
        }
    }

    @Test
    void aRetryIsMadeAtOnce() throws IOException {
        String message = deferred("retry.example", "anna@retry.example");

        Ended retried = queue("retry", "--domain", "retry.example", "--over", "0s");

        assertThat(retried.out()).isEqualTo("1 tried again now\n");
        await().until(() -> copy(message).at("/tries/count").asInt() == 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hold --domain a.example",
                "cancel --domain a.example",
                "hold --reason x",
                "retry",
                "release",
                "show"
            })
    void anOrderWithoutItsReasonOrChoiceIsNotUnderstood(String words) {
        assertThat(queue(words.split(" ")).code()).isEqualTo(ExitCodes.USAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # method | path | says
                    POST     | queue:hold?domain=a.example | say why
                    POST     | queue:cancel?all=true&reason=%20 | say why
                    POST     | queue:retry | say which copies
                    POST     | queue:retry?all=true&over=soon | length of time
                    POST     | queue:retry?all=true&over=31d | over is 30d at most
                    POST     | queue:retry?id=x | id is that of a message
                    POST     | queue:retry?stream=s&campaign= | campaign is given without
                    POST     | queue:retry?stream=s&domain=%20 | domain is given without
                    POST     | queue:retry?all=true&id= | id is given without
                    POST     | queue:retry?stream=s&stream=t | stream is given more than once
                    POST     | queue:retry?stream=s&campain=c | an order has no parameters but
                    GET      | queue/copies?older-than= | older-than is given without
                    GET      | queue/copies?older-than=1y | length of time
                    GET      | queue/copies?after=x | after is what
                    """)
    void whatCannotBeReadIsRefusedInWords(String method, String path, String says)
            throws IOException {
        HttpResponse<InputStream> response = call(method, path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(body(response)).contains(says);
    }

    @Test
    void aChoiceLeftEmptyDoesNotWidenTheOrder() throws IOException {
        String message = deferred("empty.example", "anna@empty.example");

        Ended cancelled =
                queue("cancel", "--stream", "prospection", "--campaign", "", "--reason", "x");

        assertThat(cancelled.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(cancelled.err()).contains("campaign is given without a value");
        assertThat(copy(message).at("/state").asText()).isEqualTo("retrying");
    }

    @Test
    void anOrderWithoutANameIsTheTokens() throws IOException {
        String message = deferred("token.example", "anna@token.example");

        HttpResponse<InputStream> held =
                call("POST", "queue:hold?id=" + message + "&reason=two%0Alines");

        assertThat(held.statusCode()).isEqualTo(200);
        assertThat(copy(message).at("/hold/author").asText()).isEqualTo("admin-token");
        assertThat(copy(message).at("/hold/reason").asText()).isEqualTo("two lines");
    }

    @Test
    void withoutAGatewayTheNextStepIsNamed() {
        Ended listed =
                Ended.octroi(
                        "queue",
                        "list",
                        "--config",
                        Ended.SHIPPED.toString(),
                        "--data",
                        data.resolveSibling("none").toString());

        assertThat(listed.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(listed.err()).contains("no gateway runs on", "octroi serve");
    }

    /** Submits, and waits until every copy was deferred. */
    private String deferred(String domain, String... recipients) throws IOException {
        String message = BusyHop.submit(gateway.smtp(), recipients);
        assertThat(recipients[0]).endsWith(domain);
        deferred(message);
        return message;
    }

    private void deferred(String message) {
        await().until(() -> queue("list", "--id", message).out().contains(" retrying "));
        await().until(() -> !queue("list", "--id", message).out().contains(" queued "));
    }

    private JsonNode copy(String message) throws IOException {
        return json.readTree(queue("show", message, "--json").out()).at("/copies/0");
    }

    private Ended queue(String... words) {
        return queueOn(data, words);
    }

    private static Ended queueOn(Path data, String... words) {
        List<String> all = new ArrayList<>(List.of("queue"));
        all.addAll(List.of(words));
        all.addAll(List.of("--config", Ended.SHIPPED.toString(), "--data", data.toString()));
        return Ended.octroi(all.toArray(String[]::new));
    }

    private HttpResponse<InputStream> call(String method, String path) {
        RunningGateway running = RunningGateway.in(data);
        return running.send(running.request(path).method(method, BodyPublishers.noBody()).build());
    }

    private static String body(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** With one space between columns and no times. */
    private static String ageless(String text) {
        return text.replaceAll(" +", " ").replaceAll(" \\d+[smhd](\\d\\d[smh])?", " A");
    }
}
