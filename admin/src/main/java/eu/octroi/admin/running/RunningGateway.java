// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.running;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The API of the gateway that owns a data directory. Thread-safe. */
public final class RunningGateway {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final String admin;
    private final String token;

    private RunningGateway(String admin, String token) {
        this.admin = admin;
        this.token = token;
    }

    /** The gateway that holds the lock of {@code data}, as its run.json and token file name it. */
    public static RunningGateway in(Path data) {
        RunFile run =
                RunFile.read(data)
                        .orElseThrow(
                                () ->
                                        new GatewayUnreachableException(
                                                "another process holds "
                                                        + data
                                                        + " but does not listen (yet): wait until"
                                                        + " it has started or ended, then try"
                                                        + " again"));
        return at(run.admin(), data);
    }

    /** The gateway whose admin port is {@code address}, with the token kept in {@code data}. */
    public static RunningGateway at(String address, Path data) {
        Path file = data.resolve("admin.token");
        try {
            return new RunningGateway(address, Files.readString(file).strip());
        } catch (IOException e) {
            throw new GatewayUnreachableException(
                    "the running gateway's token cannot be read from " + file + ": " + e, e);
        }
    }

    /** A request for a path below {@code /api/v1/}, with its query; the caller sets the method. */
    public HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://" + admin + "/api/v1/" + pathAndQuery))
                .header("Authorization", "Bearer " + token);
    }

    /** The metrics page, which needs no token. */
    public String metrics() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + admin + "/metrics"))
                        .timeout(CONNECT_TIMEOUT)
                        .build();
        HttpResponse<InputStream> response = send(request);
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new GatewayUnreachableException("the gateway's metrics broke off: " + e, e);
        }
    }

    /** Where it is asked, {@code host:port}. */
    public String address() {
        return admin;
    }

    /** Sends and waits; the caller closes the body. */
    public HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new GatewayUnreachableException(
                    "the running gateway at " + admin + " did not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayUnreachableException("interrupted while the gateway worked", e);
        }
    }

    /** {@code text} as one path segment or query value. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A body read from {@code in} as the gateway takes it, of any length. */
    public static BodyPublisher streaming(InputStream in) {
        return HttpRequest.BodyPublishers.ofInputStream(() -> in);
    }
}
