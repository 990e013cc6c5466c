// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A page of the admin port, read as Prometheus reads it: over HTTP/1.1, a connection each. */
final class AdminPage {
    private AdminPage() {}

    static String get(InetSocketAddress admin, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + admin.getPort() + path);
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        try (HttpClient http = client.build()) {
            return http.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
