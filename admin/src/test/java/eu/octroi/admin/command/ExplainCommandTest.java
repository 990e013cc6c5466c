// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.serve.ServedGateway;
import eu.octroi.gateway.settings.Settings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a person and a program read of {@code octroi explain}, and that it leaves no trace. */
final class ExplainCommandTest {
    private static final Path MAILS = Path.of("src", "test", "resources", "explain");

    @TempDir private Path directory = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void nameTheDirectory() {
        data = directory.resolve("data");
    }

    @Test
    void aFreshCheckoutIsEnoughAndStaysFresh() {
        Ended told = explain("newsletter.eml", "--to", "marie@client.example");

        assertThat(told.code()).isEqualTo(ExitCodes.DONE);
        assertThat(told.out())
                .startsWith("250 2.0.0 ")
                .contains("unsigned preview", "was not asked", "language          fr")
                .contains("- List-Unsubscribe: <https://tool.example/unsub?id=42>")
                .contains("  + Pourquoi ce message", "@@ ");
        assertThat(told.out().lines().filter(line -> !line.startsWith("| ")))
                .allMatch(line -> line.length() <= 100);
        assertThat(data).doesNotExist();
    }

    @Test
    void aRefusalComesFirstWithItsWholeReply() {
        Ended told = explain("refused.eml", "--to", "marie@client.example");

        assertThat(told.code()).isEqualTo(ExitCodes.REFUSED);
        assertThat(told.out()).startsWith("554 5.6.0 [structure] ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # credential | to        | says
                    nobody       | a@b.fr    | one of outil
                    outil        | nonsense  | no e-mail address
                    """)
    void aWrongQuestionIsAMatterOfUsage(String credential, String to, String says) {
        Ended told =
                Ended.octroi(
                        "explain",
                        MAILS.resolve("newsletter.eml").toString(),
                        "--config",
                        Ended.SHIPPED.toString(),
                        "--data",
                        data.toString(),
                        "--as",
                        credential,
                        "--to",
                        to);

        assertThat(told.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(told.err()).contains(says);
    }

    @ParameterizedTest(name = "while a gateway runs: {0}")
    @ValueSource(booleans = {false, true})
    void theListIsAskedAndNothingChanges(boolean running) throws IOException {
        suppress("opposed@client.example");
        Ended told;
        Ended json;
        if (running) {
            try (ServedGateway gateway = ServedGateway.start(settings(), _ -> {})) {
                assertThat(gateway.run().admin()).isNotEmpty();
                told = explain("outlook.eml", "--to", "opposed@client.example");
                json = explain("outlook.eml", "--to", "marie@client.example", "--json");
            }
        } else {
            Map<String, Long> before = files();
            told = explain("outlook.eml", "--to", "opposed@client.example");
            json = explain("outlook.eml", "--to", "marie@client.example", "--json");
            assertThat(files()).isEqualTo(before);
        }

        assertThat(told.code()).isEqualTo(ExitCodes.REFUSED);
        assertThat(told.out())
                .startsWith("550 5.7.1 [opposed] ")
                .contains("opposed@client.example: suppressed (opposition of person since ");
        assertThat(json.code()).isEqualTo(ExitCodes.DONE);
        JsonNode tree = new JsonMapper().readTree(json.out());
        assertThat(tree.path("version").asInt()).isEqualTo(1);
        assertThat(tree.path("recipients").path(0).path("verdict").asText()).isEqualTo("deliver");
        assertThat(tree.path("parts").path(2).path("fate").asText()).isEqualTo("EDITED");
        assertThat(tree.path("copies").path(0).path("message").asText()).contains("List-Id: ");
        assertThat(tree.path("tag").isNull()).isTrue();
    }

    @Test
    void aStrangersTextDoesNotCommandTheTerminal() throws IOException {
        Path mail = directory.resolve("mail.eml");
        Files.writeString(
                mail,
                """
                From: lea@exemple.fr
                Subject: Offer
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Now =C2=9B2J =E2=80=AE
                """);

        Ended told = explainFile(mail, List.of("--to", "marie@client.example"));

        assertThat(told.out()).contains("\\u009b2J", "\\u202e").doesNotContain("\u009b", "\u202e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"newsletter.eml", "outlook.eml", "signed.eml", "hostile.eml"})
    void aPageToLookAtIsWrittenOnRequest(String mail) throws IOException {
        Path page = directory.resolve("out.html");

        Ended told = explain(mail, "--to", "marie@client.example", "--html", page.toString());

        assertThat(told.code()).isEqualTo(ExitCodes.DONE);
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("As it came", "As it leaves", "Pourquoi ce message")
                .doesNotContain("<script");
    }

    private Ended explain(String mail, String... options) {
        return explainFile(MAILS.resolve(mail), List.of(options));
    }

    private Ended explainFile(Path mail, List<String> options) {
        List<String> words = new ArrayList<>(List.of("explain", mail.toString(), "--as", "outil"));
        words.addAll(List.of("--config", Ended.SHIPPED.toString(), "--data", data.toString()));
        words.addAll(options);
        return Ended.octroi(words.toArray(String[]::new));
    }

    private void suppress(String who) {
        Ended added =
                Ended.octroi(
                        "suppress",
                        "add",
                        who,
                        "--config",
                        Ended.SHIPPED.toString(),
                        "--data",
                        data.toString());
        assertThat(added.code()).isZero();
    }

    /** Every file of the data directory with the time of its last change. */
    private Map<String, Long> files() throws IOException {
        Map<String, Long> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.toList()) {
                found.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
            }
        }
        return found;
    }

    private Settings settings() {
        return AnyPort.settings(data, Map.of());
    }
}
