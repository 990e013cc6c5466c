// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What GET shows, what POST does, and what neither does. */
@TestInstance(Lifecycle.PER_CLASS)
final class UnsubscribeDoorTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
    private static final String MULTIPART =
            """
            --b
            Content-Disposition: form-data; name="NAME"

            VALUE
            --b--
            """
                    .replace("\n", "\r\n");

    private final RunningPorts ports;
    private long person;
    private String token = "";

    UnsubscribeDoorTest(@TempDir Path directory) throws IOException {
        ports = RunningPorts.start(directory);
    }

    @AfterAll
    void stop() {
        ports.close();
    }

    @BeforeEach
    void issue() {
        token = ports.token(RunningPorts.EXEMPLE, ++person);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FORM,
                "application/x-www-form-urlencoded; charset=UTF-8",
                "Application/X-WWW-Form-URLEncoded"
            })
    void oneClickOptsOut(String type) throws Exception {
        HttpResponse<String> response = ports.send(post(type, ONE_CLICK));

        assertDone(response, Channel.ONE_CLICK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=b",
                "multipart/form-data; charset=utf-8; boundary=\"b\""
            })
    void oneClickOptsOutAsMultipartToo(String type) throws Exception {
        String body = MULTIPART.replace("NAME", "List-Unsubscribe").replace("VALUE", "One-Click");

        assertDone(ports.send(post(type, body)), Channel.ONE_CLICK);
    }

    @Test
    void oneClickOptsOutInChunksAndOverHttp1() throws Exception {
        HttpRequest.Builder request =
                ports.web("/u/" + token)
                        .version(Version.HTTP_1_1)
                        .header("Content-Type", FORM)
                        .POST(
                                BodyPublishers.ofInputStream(
                                        () ->
                                                new ByteArrayInputStream(
                                                        ONE_CLICK.getBytes(
                                                                StandardCharsets.US_ASCII))));

        assertDone(ports.send(request), Channel.ONE_CLICK);
    }

    @Test
    void theButtonOfThePageOptsOut() throws Exception {
        Document page = page(ports.send(ports.web("/u/" + token)));
        String field = page.expectFirst("form input[type=hidden]").attr("name");
        String value = page.expectFirst("form input[type=hidden]").attr("value");

        HttpResponse<String> response = ports.send(post(FORM, field + "=" + value));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(page(response).select("main").text())
                .contains(
                        "C'est fait. Votre refus est enregistré (réf. ref-"
                                + person
                                + "). Un message déjà parti"
                                + " à l'instant peut encore vous parvenir.");
        assertThat(ports.events(person))
                .singleElement()
                .satisfies(e -> assertThat(e.channel()).isEqualTo(Channel.PAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/x-www-form-urlencoded | ''
                    application/x-www-form-urlencoded | List-Unsubscribe=No
                    application/x-www-form-urlencoded | list-unsubscribe=one-click
                    application/x-www-form-urlencoded | List-Unsubscribe
                    application/x-www-form-urlencoded | List-Unsubscribe=One-Click&a=b
                    application/x-www-form-urlencoded | confirm=0
                    application/json                  | {"List-Unsubscribe":"One-Click"}
                    application/json                  | List-Unsubscribe=One-Click
                    text/plain                        | List-Unsubscribe=One-Click
                    multipart/form-data               | List-Unsubscribe=One-Click
                    multipart/form-data; boundary=b   | nonsense
                    multipart/form-data; boundary=b   | --b--
                    nonsense                          | List-Unsubscribe=One-Click
                    """)
    void anUnknownBodyAsksAgainAndChangesNothing(String type, String body) throws Exception {
        double before = ports.requests("page", "unknown_body");

        HttpResponse<String> response = ports.send(post(type, body));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(page(response).select("form[method=post] button")).hasSize(1);
        assertThat(ports.events(person)).isEmpty();
        assertThat(ports.requests("page", "unknown_body")).isEqualTo(before + 1);
    }

    @Test
    void fetchingChangesNothing() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            HttpRequest.Builder request = ports.web("/u/" + token + (i % 3 == 0 ? "?lang=en" : ""));
            request.header("User-Agent", "Mozilla/5.0 (compatible; LinkScanner/" + i % 7 + ")");
            int status = ports.send(i % 2 == 0 ? request.GET() : request.HEAD()).statusCode();
            assertThat(status).isEqualTo(200);
        }

        assertThat(ports.events(person)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"})
    void otherMethodsChangeNothing(String method) throws Exception {
        HttpResponse<String> response =
                ports.send(
                        ports.web("/u/" + token)
                                // Over HTTP/2 the answer to a body nobody reads ends in a reset.
                                .version(Version.HTTP_1_1)
                                .header("Content-Type", FORM)
                                .method(method, BodyPublishers.ofString(ONE_CLICK)));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(ports.events(person)).isEmpty();
    }

    @Test
    void repeatsGiveTheSameAnswerAndOneEvent() throws Exception {
        double before = ports.requests("one_click", "already");
        String first = ports.send(post(FORM, ONE_CLICK)).body();

        for (int i = 0; i < 100; i++) {
            HttpResponse<String> repeat = ports.send(post(FORM, ONE_CLICK));
            assertThat(repeat.statusCode()).isEqualTo(200);
            assertThat(repeat.body()).isEqualTo(first);
        }

        assertThat(ports.events(person)).hasSize(1);
        assertThat(ports.requests("one_click", "already")).isEqualTo(before + 100);
    }

    @Test
    void aTokenOfACompanyConfiguredNoMoreStillWorks() throws Exception {
        token = ports.token(new ControllerNumber(99), person);

        assertThat(ports.send(ports.web("/u/" + token)).statusCode()).isEqualTo(200);
        assertDone(ports.send(post(FORM, ONE_CLICK)), Channel.ONE_CLICK);
    }

    @Test
    void whatIsNotRecordedIsNotConfirmed() throws Exception {
        double before = ports.requests("one_click", "failed");
        ports.oppositions.down(true);

        HttpResponse<String> refused = ports.send(post(FORM, ONE_CLICK));
        ports.oppositions.down(false);
        HttpResponse<String> again = ports.send(post(FORM, ONE_CLICK));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("60");
        assertThat(refused.body()).doesNotContain("C&#39;est fait", "Unsubscribed");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(ports.requests("one_click", "failed")).isEqualTo(before + 1);
    }

    @Test
    void bodiesOverTheLimitAreRefusedAndTheDoorStaysOpen() throws Exception {
        String large = ONE_CLICK + "&" + "x".repeat(1 << 20);

        for (int i = 0; i < 50; i++) {
            HttpRequest.Builder flood = post(FORM, large).version(Version.HTTP_1_1);
            assertThat(ports.send(flood).statusCode()).isEqualTo(413);
        }

        assertThat(ports.events(person)).isEmpty();
        assertDone(ports.send(post(FORM, ONE_CLICK)), Channel.ONE_CLICK);
    }

    private HttpRequest.Builder post(String type, String body) {
        return ports.web("/u/" + token)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }

    private void assertDone(HttpResponse<String> response, Channel channel) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).hasSizeLessThan(100);
        assertThat(response.headers().map()).doesNotContainKeys("location", "set-cookie");
        assertThat(ports.events(person))
                .singleElement()
                .satisfies(e -> assertThat(e.channel()).isEqualTo(channel));
    }

    private static Document page(HttpResponse<String> response) {
        return Jsoup.parse(response.body());
    }
}
