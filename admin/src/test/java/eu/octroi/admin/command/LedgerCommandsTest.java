// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.serve.ServedGateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The ledger of a gateway that runs says what it says at rest. */
final class LedgerCommandsTest {
    private final JsonMapper json = new JsonMapper();
    @TempDir private Path directory;
    private Path data;
    private OpenHop hop;
    private ServedGateway gateway;

    @BeforeEach
    void serve() {
        data = directory.resolve("data");
        hop = new OpenHop();
        gateway =
                ServedGateway.start(
                        AnyPort.settings(data, Map.of("delivery.smarthost.address", hop.address())),
                        _ -> {});
    }

    @AfterEach
    void stop() {
        gateway.close();
        hop.close();
    }

    @Test
    void everythingOnAPersonAndOnAMessageIsPrintedWhileTheGatewayRunsAndAfterIt()
            throws IOException {
        String message = delivered("anna@list.example", "bert@list.example");

        List<Ended> running = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            running.add(ledger("show", "anna+x@list.example", "--controller", "exemple"));
            running.add(ledger("show", "--message", message, "--json"));
            gateway.close();
        }

        assertThat(running.subList(0, 2)).isEqualTo(running.subList(2, 4));
        assertThat(running.getFirst().out().lines().toList())
                .hasSize(5)
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains("  accepted ", message + ".0", "outil, stream"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "source sirene; clauses octroi-1.fr/",
                                                "; edited dkim=exemple.fr/octroi;"))
                .anySatisfy(line -> assertThat(line).contains("  delivered ", message + ".0"));
        JsonNode rows = json.readTree(running.get(1).out()).path("rows");
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0).path("event").asText()).isEqualTo("accepted");
        assertThat(rows.get(0).path("controller").asText()).isEqualTo("exemple");
        assertThat(rows.get(0).path("recipient").asText()).hasSize(32);
        assertThat(running.get(1).out()).doesNotContain("anna");
    }

    @Test
    void aRefusalIsFoundByTheAddress() {
        Ended.octroi(words("suppress", "add", "claire@list.example"));

        try {
            BusyHop.submit(gateway.smtp(), "claire@list.example");
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("[opposed]");
        }

        await().untilAsserted(
                        () ->
                                assertThat(ledger("show", "claire@list.example").out())
                                        .contains("  refused ", "    opposed; row "));
        assertThat(ledger("show", "nobody@list.example").out()).isEqualTo("no rows\n");
    }

    @Test
    void theChainIsWholeUntilARowIsChanged() throws Exception {
        delivered("anna@list.example");

        Ended running = ledger("verify");
        gateway.close();
        Ended resting = ledger("verify");
        change("UPDATE entry SET response = '250 never said' WHERE event = 1");
        Ended changed = ledger("verify");

        assertThat(running.code()).isEqualTo(ExitCodes.DONE);
        assertThat(resting.code()).isEqualTo(ExitCodes.DONE);
        assertThat(resting.out())
                .containsPattern("(?m)^[0-9]{4}-[0-9]{2}  2 rows in [12] links$")
                .containsPattern("(?m)^head [0-9]{4}-[0-9]{2}/[12]/[0-9a-f]{64} signed by ")
                .endsWith("the ledger is whole\n");
        assertThat(changed.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(changed.out())
                .containsPattern("(?m)^NOT AS WRITTEN  .*, row 2: the entry on .* was changed$")
                .endsWith("the ledger is not whole\n");
    }

    @Test
    void aCopyIsCheckedWithThePublicKeyAlone() throws Exception {
        delivered("anna@list.example");
        Path key = directory.resolve("ledger.pem");
        Files.writeString(key, ledger("key").out());
        Ended running = ledger("verify");
        gateway.close();
        String head = running.out().replaceAll("(?s).*\\nhead (\\S+) .*", "$1");
        Path copy = data.resolve("ledger");

        Ended whole =
                ledger(
                        "verify",
                        "--copy",
                        copy.toString(),
                        "--key",
                        key.toString(),
                        "--head",
                        head);
        Ended foreign =
                ledger("verify", "--head", head.replace("/1/", "/9/").replace("/2/", "/9/"));

        assertThat(Files.readString(key)).startsWith("-----BEGIN PUBLIC KEY-----\n");
        assertThat(whole.code()).isEqualTo(ExitCodes.DONE);
        assertThat(foreign.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(foreign.out()).contains("there was a link 9 of hash ");
    }

    @Test
    void anExportThatBrokeOffGoesOnWhereItEnds() throws Exception {
        delivered("anna@list.example", "bert@list.example", "carl@list.example");
        for (String format : List.of("csv", "ndjson")) {
            Path whole = directory.resolve("whole." + format);
            Path broken = directory.resolve("broken." + format);
            Ended written = ledger("export", whole.toString(), "--format", format);
            String text = Files.readString(whole);

            for (int cut : List.of(text.length() / 2, text.indexOf('\n') + 1, 3, 0)) {
                Files.writeString(broken, text.substring(0, cut));
                Ended rest = ledger("export", broken.toString(), "--format", format, "--resume");

                assertThat(rest.err()).endsWith("rows written\n");
                assertThat(broken).hasSameTextualContentAs(whole);
            }
            assertThat(written.err()).isEqualTo("6 rows written\n");
            assertThat(ledger("export", whole.toString()).err()).contains("is there already");
        }
        assertThat(ledger("export", "--from", "2020-01-01", "--until", "2020-02-01").out())
                .isEqualTo(
                        "id,at,event,copy,recipient,credential,stream,controller,campaign,source,"
                                + "why,clauses,response,count\n");
    }

    @Test
    void anExportWhileMailIsAcceptedHasEachRowOnceAndInOrder() throws Exception {
        AtomicBoolean more = new AtomicBoolean(true);
        Thread tool =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; more.get(); i++) {
                                        submit("p" + i + "@list.example");
                                    }
                                });
        List<List<String>> exports = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            exports.add(ids(ledger("export").out()));
        }
        more.set(false);
        tool.join();

        for (int round = 1; round < exports.size(); round++) {
            List<String> before = exports.get(round - 1);
            assertThat(exports.get(round).subList(0, before.size())).isEqualTo(before);
            assertThat(exports.get(round)).doesNotHaveDuplicates();
        }
        assertThat(ledger("verify").code()).isEqualTo(ExitCodes.DONE);
    }

    @Test
    void theClausesOfACopyAreRenderedAgainAsTheyWereSent() throws Exception {
        String message = delivered("anna@list.example", "bert@list.example");
        String mail = decoded(hop.mail("bert@list.example"));

        Ended running = ledger("render", message + ".1");
        gateway.close();
        Ended resting = ledger("render", message + ".1");
        Ended none = ledger("render", message + ".7");

        assertThat(running).isEqualTo(resting);
        JsonNode form =
                json.readTree(ledger("render", message + ".1", "--json").out())
                        .path("forms")
                        .path("plain");
        assertThat(mail).contains(form.path("information").asText());
        assertThat(mail).contains(form.path("opposition").asText());
        assertThat(running.out())
                .isEqualTo(form.path("information").asText() + form.path("opposition").asText());
        assertThat(none.err()).contains("no copy " + message + ".7");
    }

    /** The text of a mail in quoted-printable. */
    private static String decoded(String mail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String joined = mail.substring(mail.indexOf("\r\n\r\n")).replace("=\r\n", "");
        for (int i = 0; i < joined.length(); i++) {
            boolean isCoded = joined.startsWith("=", i) && i + 3 <= joined.length();
            out.write(isCoded ? Integer.parseInt(joined, i + 1, i + 3, 16) : joined.charAt(i));
            i += isCoded ? 2 : 0;
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> ids(String csv) {
        return csv.lines().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();
    }

    private void submit(String recipient) {
        try {
            BusyHop.submit(gateway.smtp(), recipient);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Submits to them, and waits until the ledger says that all of them have it. */
    private String delivered(String... recipients) throws IOException {
        String message = BusyHop.submit(gateway.smtp(), recipients);
        await().until(
                        () ->
                                ledger("show", "--message", message)
                                                .out()
                                                .lines()
                                                .filter(line -> line.contains("  delivered "))
                                                .count()
                                        == recipients.length);
        return message;
    }

    private void change(String sql) throws SQLException, IOException {
        try (Stream<Path> files = Files.list(data.resolve("ledger"))) {
            Path month = files.filter(f -> f.toString().endsWith(".db")).findFirst().orElseThrow();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + month);
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate(sql)).isEqualTo(1);
            }
        }
    }

    private Ended ledger(String... words) {
        return Ended.octroi(
                words(Stream.concat(Stream.of("ledger"), Stream.of(words)).toArray(String[]::new)));
    }

    private String[] words(String... words) {
        return Stream.concat(
                        Stream.of(words),
                        Stream.of("--config", Ended.SHIPPED.toString(), "--data", data.toString()))
                .toArray(String[]::new);
    }
}
