// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;

import eu.octroi.gateway.domain.PublicAddresses;
import eu.octroi.gateway.events.ToolDoor;
import eu.octroi.gateway.settings.ReplaySettings;

import java.io.Closeable;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Posts to tools' one-click links (RFC 8058 section 3.2): without cookies, credentials or
 * redirections. Links come from mail, so they lead only where the public network leads: the address
 * is looked up once, judged, and then connected to as it was judged, so that a name that answers
 * differently the second time gains nothing. Thread-safe.
 */
public final class OneClickDoor implements ToolDoor, Closeable {
    /** RFC 8058 section 3.1; the field's own value is the body. */
    private static final String BODY = "List-Unsubscribe=One-Click";

    /** Nothing in the answer matters but its status. */
    private static final long ANSWER_OCTETS_MAX = 64 << 10;

    private final ReplaySettings settings;
    private final ClientFactory factory;
    private final Executor lookups = Executors.newVirtualThreadPerTaskExecutor();

    public OneClickDoor(ReplaySettings settings) {
        this.settings = settings;
        this.factory =
                ClientFactory.builder()
                        .connectTimeout(settings.timeout())
                        .idleTimeout(settings.timeout())
                        .build();
    }

    @Override
    public CompletionStage<Answer> post(String link) {
        URI uri;
        try {
            uri = new URI(link);
        } catch (java.net.URISyntaxException _) {
            return CompletableFuture.completedFuture(Answer.FORBIDDEN);
        }
        if (!isAllowed(uri)) {
            return CompletableFuture.completedFuture(Answer.FORBIDDEN);
        }
        return CompletableFuture.supplyAsync(() -> endpoint(uri), lookups)
                .thenCompose(found -> found.isAllowed() ? send(uri, found) : forbidden())
                .exceptionally(_ -> Answer.LATER)
                .completeOnTimeout(
                        Answer.LATER, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        factory.close();
    }

    private boolean isAllowed(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && (scheme.equals("https") || (scheme.equals("http") && settings.loopback()));
    }

    /** Where a link leads, and whether we go there. */
    private record Found(Endpoint endpoint, boolean isAllowed) {}

    /** Throws {@link IllegalStateException} when the name cannot be looked up now. */
    private Found endpoint(URI uri) {
        boolean https = uri.getScheme().equalsIgnoreCase("https");
        String host = uri.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            InetAddress[] addresses = InetAddress.getAllByName(bare);
            boolean allowed = true;
            for (InetAddress address : addresses) {
                allowed &= isAllowed(address, https);
            }
            int port = uri.getPort() < 0 ? (https ? 443 : 80) : uri.getPort();
            return new Found(
                    Endpoint.of(bare, port).withIpAddr(addresses[0].getHostAddress()), allowed);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a tool's host is not known now", e);
        }
    }

    private boolean isAllowed(InetAddress address, boolean https) {
        return address.isLoopbackAddress()
                ? settings.loopback()
                : https && PublicAddresses.isPublic(address);
    }

    private CompletionStage<Answer> send(URI uri, Found found) {
        boolean https = uri.getScheme().equalsIgnoreCase("https");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        RequestHeaders headers =
                RequestHeaders.builder(HttpMethod.POST, path + query)
                        .contentType(MediaType.FORM_DATA)
                        .build();
        return WebClient.builder(
                        https ? SessionProtocol.HTTPS : SessionProtocol.H1C, found.endpoint())
                .factory(factory)
                .responseTimeout(settings.timeout())
                .maxResponseLength(ANSWER_OCTETS_MAX)
                .build()
                .execute(HttpRequest.of(headers, HttpData.ofUtf8(BODY)))
                .aggregate()
                .thenApply(OneClickDoor::answer);
    }

    private static Answer answer(AggregatedHttpResponse response) {
        int code = response.status().code();
        return switch (code / 100) {
            case 2 -> Answer.DONE;
            case 5 -> Answer.LATER;
            case 4 -> code == 408 || code == 425 || code == 429 ? Answer.LATER : Answer.REJECTED;
            default -> Answer.REJECTED;
        };
    }

    private static CompletionStage<Answer> forbidden() {
        return CompletableFuture.completedFuture(Answer.FORBIDDEN);
    }
}
