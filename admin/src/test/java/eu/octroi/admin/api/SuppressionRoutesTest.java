// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SuppressionRoutesTest {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ServedList served;

    @BeforeAll
    void serve(@TempDir Path data) throws IOException {
        served = new ServedList(data.resolve("data"), "exemple");
    }

    @AfterAll
    void stop() {
        served.close();
        http.close();
    }

    @Test
    void anEntryIsAddedOnceAndThenStands() throws Exception {
        HttpResponse<String> first = call("PUT", "suppressions/new@client.fr");
        HttpResponse<String> again = call("PUT", "suppressions/New%2Btag@client.fr");
        HttpResponse<String> found = call("GET", "suppressions/new@client.fr?controller=exemple");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.body()).contains("\"added\":true", "\"reason\":\"opposition\"");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).contains("\"suppressed\":true", "\"scope\":\"person\"");
    }

    @Test
    void anOppositionIsNotLiftedByTheApi() throws Exception {
        call("PUT", "suppressions/opposed@client.fr");

        HttpResponse<String> refused =
                call("DELETE", "suppressions/opposed@client.fr?why=a%20mistake");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("content-type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(refused.body()).contains("only the recipient lifts an opposition");
        assertThat(call("GET", "suppressions/opposed@client.fr").statusCode()).isEqualTo(200);
    }

    @Test
    void aManualEntryIsLiftedWithAReason() throws Exception {
        call("PUT", "suppressions/manual@client.fr?reason=manual");

        int withoutWhy = call("DELETE", "suppressions/manual@client.fr").statusCode();
        int lifted = call("DELETE", "suppressions/manual@client.fr?why=typo").statusCode();
        int again = call("DELETE", "suppressions/manual@client.fr?why=typo").statusCode();

        assertThat(withoutWhy).isEqualTo(400);
        assertThat(lifted).isEqualTo(204);
        assertThat(again).isEqualTo(404);
        assertThat(call("GET", "suppressions/manual@client.fr").statusCode()).isEqualTo(404);
    }

    @Test
    void whoFollowsTheListFindsItsContactsByTheirKeys() throws Exception {
        long before = end();
        call("PUT", "suppressions/followed@client.fr?channel=crm&since=2026-01-02");
        HttpResponse<String> checked =
                call(
                        "POST",
                        "suppressions:check",
                        BodyPublishers.ofString("{\"subjects\":[\"followed@client.fr\"]}"));
        String key = checked.body().replaceAll("(?s).*\"keys\":\\[\"([0-9a-f]{32}).*", "$1");

        HttpResponse<String> followed = call("GET", "suppressions?cursor=" + before);
        HttpResponse<String> later = call("GET", "suppressions?cursor=1000000");

        assertThat(followed.statusCode()).isEqualTo(200);
        assertThat(followed.body())
                .contains("\"op\":\"add\",\"key\":\"" + key + "\"")
                .contains("\"channel\":\"crm\",\"since\":\"2026-01-02T00:00:00Z\"")
                .contains("\"more\":false")
                .doesNotContain("@");
        assertThat(later.body()).contains("\"changes\":[],\"next\":1000000,\"more\":false");
        assertThat(call("GET", "suppressions?limit=0").statusCode()).isEqualTo(400);
    }

    /** The cursor behind everything that other tests did. */
    private long end() throws Exception {
        long cursor = 0;
        while (true) {
            String page = call("GET", "suppressions?limit=10000&cursor=" + cursor).body();
            cursor = Long.parseLong(page.replaceAll("(?s).*\"next\":([0-9]+).*", "$1"));
            if (page.endsWith("\"more\":false}")) {
                return cursor;
            }
        }
    }

    @Test
    void aDomainStandsForEverybodyInIt() throws Exception {
        call("PUT", "suppressions/@whole.fr");

        HttpResponse<String> checked =
                call(
                        "POST",
                        "suppressions:check",
                        BodyPublishers.ofString(
                                "{\"subjects\":[\"anyone@whole.fr\",\"other@part.fr\"]}"));

        assertThat(checked.body())
                .contains("\"subject\":\"anyone@whole.fr\",\"suppressed\":true")
                .contains("\"subject\":\"other@part.fr\",\"suppressed\":false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # method | path                                  | status | detail
                    PUT      | suppressions/nobody                   | 400    | who: an address
                    PUT      | suppressions/a@b.fr?reason=none       | 400    | reason is one of
                    PUT      | suppressions/a@b.fr?controller=other  | 400    | one of exemple
                    GET      | suppressions/free@b.fr                | 404    | not suppressed
                    POST     | suppressions/imports?controller=other | 400    | one of exemple
                    POST     | suppressions/imports?dry-run=perhaps  | 400    | malformed
                    """)
    void whatCannotBeDoneIsAProblemInWords(String method, String path, int status, String detail)
            throws Exception {
        HttpResponse<String> response = call(method, path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("\"status\":" + status, detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"subjects":[]}
                    {"subjects":["nobody"]}
                    {}
                    {"subjects":
                    """)
    void aCheckThatAsksNothingIsRefused(String question) throws Exception {
        HttpResponse<String> response =
                call("POST", "suppressions:check", BodyPublishers.ofString(question));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"detail\":");
    }

    @Test
    void aQuestionThatIsTooLargeIsNotOurFault() throws Exception {
        String question = "{\"subjects\":[\"" + "a".repeat(2 << 20) + "\"]}";

        HttpResponse<String> response =
                call("POST", "suppressions:check", BodyPublishers.ofString(question));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("suppressions/imports");
    }

    @Test
    void aListLargerThanOtherBodiesStreamsInAndOut() throws Exception {
        int lines = 60_000;
        StringBuilder csv = new StringBuilder("email,reason\n");
        for (int i = 0; i < lines; i++) {
            csv.append("person").append(i).append("@long-domain-name.example,manual\n");
        }
        InputStream body =
                new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> report =
                call("POST", "suppressions/imports", BodyPublishers.ofInputStream(() -> body));
        HttpResponse<String> export = call("GET", "suppressions/export");
        HttpResponse<String> stats = call("GET", "suppressions/stats");

        assertThat(report.body()).contains("\"added\":" + lines, "\"rejected\":0");
        assertThat(export.body().lines().filter(line -> line.contains(",manual,")).count())
                .isGreaterThanOrEqualTo(lines);
        assertThat(stats.body()).contains("\"exemple\":{", "\"manual\":");
    }

    @Test
    void aDryRunCountsAndChangesNothing() throws Exception {
        HttpResponse<String> report =
                call(
                        "POST",
                        "suppressions/imports?dry-run=true",
                        BodyPublishers.ofString("dry@client.fr\nnonsense\n"));

        assertThat(report.body()).contains("\"added\":1", "\"rejected\":1", "\"line\":2");
        assertThat(call("GET", "suppressions/dry@client.fr").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> call(String method, String path) throws Exception {
        return call(method, path, BodyPublishers.noBody());
    }

    private HttpResponse<String> call(String method, String path, BodyPublisher body)
            throws Exception {
        URI uri = URI.create("http://" + served.address() + "/api/v1/" + path);
        String type = path.contains(":check") ? "application/json" : "text/csv";
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", type)
                        .method(method, body)
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
