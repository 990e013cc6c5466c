// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What every public answer has, shows and hides. */
@TestInstance(Lifecycle.PER_CLASS)
final class PublicPortTest {
    private static final int PAGE_BYTES_MAX = 20_000;

    private final RunningPorts ports;
    private final String token;

    PublicPortTest(@TempDir Path directory) throws IOException {
        ports =
                RunningPorts.start(
                        directory,
                        "https://mail.exemple.fr",
                        RunningPorts.SECOND_CONTROLLER,
                        List.of());
        token = ports.token(RunningPorts.EXEMPLE, 1);
    }

    @AfterAll
    void stop() {
        ports.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/u/TOKEN", "/u/nonsense", "/notice/exemple", "/notice/x", "/", "/no"})
    void everyAnswerCarriesTheFixedHeaders(String path) throws Exception {
        HttpResponse<String> response = ports.send(ports.web(path.replace("TOKEN", token)));

        var headers = response.headers();
        assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("X-Robots-Tag")).contains("noindex");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Strict-Transport-Security")).contains("max-age=63072000");
        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy ->
                                assertThat(policy)
                                        .startsWith("default-src 'self'; script-src 'none'")
                                        .doesNotContain("unsafe"));
        assertThat(headers.map()).doesNotContainKeys("set-cookie", "server", "location");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/u/TOKEN", "/u/nonsense", "/notice/exemple", "/"})
    void everyPageIsSmallAndWholeByItself(String path) throws Exception {
        HttpResponse<String> response = ports.send(ports.web(path.replace("TOKEN", token)));

        Document page = Jsoup.parse(response.body());
        assertThat(response.body().length()).isLessThan(PAGE_BYTES_MAX);
        assertThat(page.select("html[lang]")).hasSize(1);
        assertThat(page.title()).isNotBlank();
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("main")).hasSize(1);
        assertThat(page.select("meta[name=viewport]")).hasSize(1);
        assertThat(page.select("script, style, [style], [onclick], img, iframe")).isEmpty();
        assertThat(page.select("link")).allMatch(link -> link.attr("href").startsWith("/static/"));
    }

    @Test
    void thePageAsksForOnePressAndNothingElse() throws Exception {
        Document page = get("/u/" + token, "fr");

        assertThat(page.select("h1").text()).isEqualTo("Ne plus recevoir de messages de Exemple");
        assertThat(page.select("button").text()).isEqualTo("Confirmer mon refus");
        assertThat(page.select(".below").text())
                .isEqualTo(
                        "Aucun compte, aucune donnée à saisir. Effet immédiat, pour toutes nos"
                                + " offres.");
        assertThat(page.select("button")).hasSize(1);
        assertThat(page.select("input:not([type=hidden]), select, textarea")).isEmpty();
        assertThat(page.html()).doesNotContain(token);
    }

    @Test
    void whatIsNotSoIsNotPromised() throws Exception {
        Document page = get("/u/" + ports.token(RunningPorts.AUTRE, 1), "en");

        assertThat(page.select("h1").text()).isEqualTo("Stop messages from Autre");
        assertThat(page.select(".below").text()).isEqualTo("No account, nothing to fill in.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # header                     | query    | language
                    fr                           | ''       | fr
                    en-GB,en;q=0.9               | ''       | en
                    de,en;q=0.5,fr;q=0.2         | ''       | en
                    de                           | ''       | fr
                    ''                           | ''       | fr
                    ;;;q=                        | ''       | fr
                    en                           | ?lang=fr | fr
                    fr                           | ?lang=en | en
                    fr                           | ?lang=xx | fr
                    """)
    void theReaderChoosesTheLanguage(String header, String query, String language)
            throws Exception {
        assertThat(get("/u/" + token + query, header).select("html").attr("lang"))
                .isEqualTo(language);
    }

    @Test
    void tokensThatAreNotOursAreAllAnsweredAlike() throws Exception {
        List<String> bodies = new ArrayList<>();
        for (String wrong :
                List.of(
                        "nonsense",
                        token.substring(0, 73),
                        token + "A",
                        "B" + token.substring(1),
                        token.replace(token.charAt(40), token.charAt(40) == 'x' ? 'y' : 'x'),
                        "A".repeat(74))) {
            for (String body : List.of("List-Unsubscribe=One-Click", "confirm=1", "x=y")) {
                bodies.add(refused(ports.send(post(wrong, body))));
            }
            bodies.add(refused(ports.send(ports.web("/u/" + wrong))));
        }

        assertThat(bodies).hasSize(24).containsOnly(bodies.getFirst());
        assertThat(bodies.getFirst()).contains("Rien n", "bouton de désabonnement");
        assertThat(ports.oppositions.events()).isEmpty();
    }

    @Test
    void theOnlySenderIsNamedWhenATokenIsUnknown(@TempDir Path other) throws Exception {
        try (RunningPorts single = RunningPorts.start(other)) {
            String body = single.send(single.web("/u/nonsense")).body();

            assertThat(body).contains("donnees@exemple.fr", "1 rue de l'Exemple");
        }
    }

    @Test
    void theNoticeHasTheFourteenPartsInOrder() throws Exception {
        for (String language : List.of("fr", "en")) {
            List<String> parts = get("/notice/exemple", language).select("h2").eachText();

            assertThat(parts).hasSize(14);
            for (int i = 0; i < parts.size(); i++) {
                assertThat(parts.get(i)).startsWith(i + 1 + ". ");
            }
        }
    }

    @Test
    void theNoticeIsMadeFromTheConfiguration() throws Exception {
        Document page = get("/notice/exemple", "fr");

        assertThat(page.text())
                .contains("Exemple SAS (RCS Paris 123 456 789), 1 rue de l'Exemple, 75001 Paris")
                .contains("vous présenter nos services", "votre fonction <dans> l'entreprise")
                .contains("répertoire SIRENE de l'Insee – source accessible au public")
                .contains("obtenues le 01/10/2026");
        assertThat(page.select("form, a.button")).isEmpty();
    }

    @Test
    void aNoticeOpenedFromAMessageHasAWayToObject() throws Exception {
        Document own = get("/notice/exemple?t=" + token, "fr");
        Document foreign = get("/notice/autre?t=" + token, "fr");

        assertThat(own.select("a.button").eachAttr("href")).containsExactly("/u/" + token);
        assertThat(foreign.select("a.button")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/notice/x", "/notice/a%20b", "/notice/", "/u/", "/nothing"})
    void anUnknownAddressIsAnsweredWithAPage(String path) throws Exception {
        HttpResponse<String> response = ports.send(ports.web(path));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(response.body()).select("h1").text()).isEqualTo("Page introuvable");
    }

    @Test
    void noSignOfFrenchPunctuationBeginsALine() throws Exception {
        for (String path : List.of("/u/" + token, "/u/nonsense", "/notice/exemple")) {
            String page = ports.send(ports.web(path + "?lang=fr")).body();

            assertThat(Jsoup.parse(page).body().wholeText()).doesNotContainPattern(" [:;?!»]|« ");
        }
    }

    @Test
    void nothingWrittenDownCarriesAToken() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger access = (Logger) LoggerFactory.getLogger("eu.octroi.access");
        lines.start();
        root.addAppender(lines);
        Level before = root.getLevel();
        root.setLevel(Level.INFO);
        access.setLevel(Level.DEBUG);
        try {
            ports.send(ports.web("/u/" + token));
            ports.send(post(token, "List-Unsubscribe=No"));
            ports.send(post(token, "x".repeat(5000)).version(Version.HTTP_1_1));
            ports.send(ports.web("/u/" + token).DELETE());
            ports.send(ports.web("/notice/exemple?t=" + token));
        } finally {
            access.setLevel(null);
            root.setLevel(before);
            root.detachAppender(lines);
        }

        assertThat(lines.list).isNotEmpty();
        assertThat(lines.list)
                .noneMatch(l -> l.getFormattedMessage().contains(token.substring(0, 12)));
        assertThat(ports.meters.scrape())
                .doesNotContain(token.substring(0, 12))
                .contains("octroi_web_request_duration_seconds_count{listener=\"web\"");
    }

    private String refused(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(404);
        return response.body();
    }

    private HttpRequest.Builder post(String secret, String body) {
        return ports.web("/u/" + secret)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private Document get(String path, String language) throws Exception {
        var request = ports.web(path);
        if (!language.isEmpty()) {
            request.header("Accept-Language", language);
        }
        HttpResponse<String> response = ports.send(request);
        assertThat(response.statusCode()).isEqualTo(200);
        return Jsoup.parse(response.body());
    }
}
