// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** What a mail client does when its unsubscribe button is pressed (RFC 8058 section 3.2). */
final class OneClick {
    private OneClick() {}

    /** Posts to {@code link}; returns the status. */
    static int press(String link) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(link))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new DemoFailedException("the unsubscribe page did not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("interrupted while unsubscribing", e);
        }
    }
}
