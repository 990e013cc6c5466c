// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.annotation.Get;

import eu.octroi.gateway.web.Component.Health;

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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;

/** Health, metrics, the status page, and who is let in. */
@TestInstance(Lifecycle.PER_CLASS)
final class AdminPortTest {
    private static final String PROBLEM = "application/problem+json";

    /** A route as the admin module hands them in. */
    public static final class Echo {
        @Get("/echo")
        public String echo() {
            return "echo " + Thread.currentThread().isDaemon();
        }
    }

    private final RunningPorts ports;

    AdminPortTest(@TempDir Path directory) throws IOException {
        ports = RunningPorts.start(directory, "http://127.0.0.1:8080", "", List.of(new Echo()));
    }

    @AfterAll
    void stop() {
        ports.close();
    }

    @Test
    void readinessFollowsTheComponents() throws Exception {
        ports.spool.set(Health.notReady("disk full"));
        HttpResponse<String> down = ports.send(ports.admin("/readyz"));
        HttpResponse<String> downInFull = ports.send(ports.admin("/readyz?verbose"));
        ports.spool.set(Health.ready("writable"));
        HttpResponse<String> up = ports.send(ports.admin("/readyz"));

        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).isEqualTo("not ready: spool\n");
        assertThat(downInFull.statusCode()).isEqualTo(503);
        assertThat(downInFull.body()).contains("spool: disk full", "\"status\":\"not ready\"");
        assertThat(up.statusCode()).isEqualTo(200);
    }

    @Test
    void everyComponentSaysItsReason() throws Exception {
        String body = ports.send(ports.admin("/readyz?verbose")).body();

        assertThat(body).contains("\"caps\"", "caps: 3 persons", "spool: writable");
    }

    @Test
    void theProcessIsAlive() throws Exception {
        assertThat(ports.send(ports.admin("/livez")).statusCode()).isEqualTo(200);
        assertThat(ports.send(ports.admin("/startupz")).statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAreThere() throws Exception {
        HttpResponse<String> response = ports.send(ports.admin("/metrics"));

        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("text/plain"));
        assertThat(response.body())
                .contains("octroi_build_info{", "jvm_memory_used_bytes", "octroi_web_connections");
    }

    @Test
    void theStatusPageShowsFiguresAndEscapesWhatPassesThrough() throws Exception {
        HttpResponse<String> response = ports.send(ports.admin("/"));

        Document page = Jsoup.parse(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(page.select(".tiles").text())
                .contains("Accepted today 12,345", "Refused since start 42")
                .contains("Opt-outs since start 3", "list 1,000,000");
        assertThat(page.text()).contains("opposed 40", "<script>alert(1)</script>");
        assertThat(page.select("script, style, [style]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/echo", "/api/v1/absent", "/api", "/api/v1/"})
    void theApiNeedsTheToken(String path) throws Exception {
        HttpResponse<String> without = ports.send(ports.admin(path));
        HttpResponse<String> wrong =
                ports.send(ports.admin(path).header("Authorization", "Bearer wrong"));

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("Content-Type")).contains(PROBLEM);
        assertThat(wrong.body()).contains("\"status\":401", "admin.token");
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/v1/absent,404", "DELETE,/api/v1/echo,405"})
    void whatTheApiDoesNotHaveIsAProblemInWords(String method, String path, int status)
            throws Exception {
        HttpResponse<String> response =
                ports.send(authorised(path).method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains(PROBLEM);
        assertThat(response.body()).contains("\"status\":" + status, "docs/api.md");
    }

    @Test
    void theTokenOpensTheApi() throws Exception {
        HttpResponse<String> response = ports.send(authorised("/api/v1/echo"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("echo");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    # host,               origin,               path,         status
                    127.0.0.1:PORT,       -,                    /,            200
                    localhost:PORT,       -,                    /,            200
                    LOCALHOST,            -,                    /,            200
                    [::1]:PORT,           -,                    /,            200
                    evil.example,         -,                    /,            421
                    evil.example:PORT,    -,                    /api/v1/echo, 421
                    127.0.0.1.evil.example, -,                  /,            421
                    10.0.0.1:PORT,        -,                    /,            421
                    127.0.0.1@evil:PORT,  -,                    /,            421
                    evil.example,         -,                    /metrics,     200
                    evil.example,         -,                    /livez,       200
                    evil.example,         -,                    /readyz,      200
                    127.0.0.1:PORT,       http://127.0.0.1:PORT, /api/v1/echo, 200
                    127.0.0.1:PORT,       http://evil.example,  /api/v1/echo, 403
                    127.0.0.1:PORT,       http://127.0.0.1:1,   /api/v1/echo, 403
                    127.0.0.1:PORT,       null,                 /,            403
                    """)
    void foreignNamesAndOriginsAreRefused(String host, String origin, String path, int status)
            throws Exception {
        int port = ports.adminAddress().getPort();
        String fields = "Host: " + host + "\r\nAuthorization: Bearer " + token() + "\r\n";
        String all = origin == null ? fields : fields + "Origin: " + origin + "\r\n";

        assertThat(status(path, all.replace("PORT", String.valueOf(port)))).isEqualTo(status);
    }

    @Test
    void theTokenIsForItsOwnerAloneAndStays() throws Exception {
        String before = token();

        AdminToken again = AdminToken.open(ports.tokenFile, new SecureRandom());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ports.tokenFile)))
                .isEqualTo("rw-------");
        assertThat(again.authorises("Bearer " + before)).isTrue();
        assertThat(again.authorises("bearer " + before)).isFalse();
    }

    @Test
    void aTokenOthersCouldReadIsReplaced(@TempDir Path other) throws IOException {
        Path file = Files.writeString(other.resolve("admin.token"), "x".repeat(50));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        AdminToken token = AdminToken.open(file, new SecureRandom());

        assertThat(token.authorises("Bearer " + "x".repeat(50))).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private java.net.http.HttpRequest.Builder authorised(String path) throws IOException {
        return ports.admin(path).header("Authorization", "Bearer " + token());
    }

    private String token() throws IOException {
        return Files.readString(ports.tokenFile).strip();
    }

    /** Written by hand: HTTP clients do not let a test choose Host and Origin. */
    private int status(String path, String fields) throws IOException {
        try (Socket socket =
                new Socket(ports.adminAddress().getAddress(), ports.adminAddress().getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\n" + fields + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = in.readLine();
            return line == null ? 0 : Integer.parseInt(line.split(" ", -1)[1]);
        }
    }
}
