// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;

import eu.octroi.gateway.metrics.Meters;
import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Listen;
import eu.octroi.gateway.web.pages.Texts;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import java.io.Closeable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Both HTTP ports: the public one for recipients, the admin one for everybody who runs the gateway.
 *
 * <p>Closing stops accepting at once and lets requests in progress finish for up to {@link
 * #STOP_TIMEOUT}, so that an opt-out under way is still answered. Thread-safe.
 */
public final class WebServers implements Closeable {
    static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration STOP_QUIET = Duration.ofMillis(50);
    private static final MediaType PROMETHEUS_TEXT =
            MediaType.parse("text/plain; version=0.0.4; charset=utf-8");

    private final Server web;
    private final Server admin;

    private WebServers(Server web, Server admin) {
        this.web = web;
        this.admin = admin;
    }

    /**
     * Opens both ports; when it returns, they answer. Blocking.
     *
     * @throws WebException when a port cannot be opened
     */
    public static WebServers start(Listen listen, PublicPages publicPages, AdminPages adminPages) {
        Pages pages = new Pages();
        MeterRegistry meters = adminPages.meters().registry();
        Server web = publicServer(listen.web(), publicPages, pages, meters);
        Server admin = adminServer(listen.admin(), adminPages, pages, meters);
        open(web, "listen.web", listen.web().address());
        try {
            open(admin, "listen.admin", listen.admin().address());
        } catch (WebException e) {
            web.stop().join();
            throw e;
        }
        count(meters, "web", web);
        count(meters, "admin", admin);
        return new WebServers(web, admin);
    }

    /** Loads the web server's classes, a good part of a start, so that later they are there. */
    public static void load() {
        Server.builder()
                .http(0)
                .meterRegistry(new CompositeMeterRegistry())
                .service("/", (context, request) -> HttpResponse.of(HttpStatus.OK))
                .build();
    }

    public InetSocketAddress webAddress() {
        return address(web);
    }

    public InetSocketAddress adminAddress() {
        return address(admin);
    }

    @Override
    public void close() {
        CompletableFuture.allOf(web.stop(), admin.stop()).join();
    }

    private static Server publicServer(
            Listen.Web listen, PublicPages parts, Pages pages, MeterRegistry meters) {
        Senders senders = new Senders(parts);
        UnsubscribeDoor door = new UnsubscribeDoor(parts, senders, pages);
        ServerBuilder server = builder(listen.address(), WebLimits.PUBLIC, "web", meters);
        FixedHeaders.ofPublicPort(listen.publicUrl()).forEach(server::addHeader);
        get(server, UnsubscribeDoor.ROUTE, door);
        server.route().methods(HttpMethod.POST).path(UnsubscribeDoor.ROUTE).build(door);
        get(server, NoticePage.ROUTE, new NoticePage(parts, pages));
        get(server, "/", plain(pages, senders, HttpStatus.OK, "home"));
        get(server, "/static/page.css", StaticFiles.css("page.css"));
        get(server, "/static/icon.svg", StaticFiles.svg("icon.svg"));
        server.decorator(
                new UnknownRoutes((context, status) -> missing(pages, senders, context, status)));
        return server.build();
    }

    private static Server adminServer(
            Listen.Admin listen, AdminPages parts, Pages pages, MeterRegistry meters) {
        HealthPages health = new HealthPages(parts.components());
        ServerBuilder server = builder(listen.address(), WebLimits.ADMIN, "admin", meters);
        FixedHeaders.ofAdminPort().forEach(server::addHeader);
        get(server, "/metrics", (context, request) -> scrape(parts.meters()));
        get(server, "/livez", health.live());
        get(server, "/readyz", health.ready());
        // The port opens last, when the index is loaded and everything listens.
        get(server, "/startupz", health.live());
        get(server, "/", new StatusPage(parts, health, pages));
        get(server, "/static/status.css", StaticFiles.css("status.css"));
        get(server, "/static/icon.svg", StaticFiles.svg("icon.svg"));
        for (Object route : parts.routes()) {
            server.annotatedService()
                    .pathPrefix("/api/v1")
                    .useBlockingTaskExecutor(true)
                    .build(route);
        }
        server.decorator(new UnknownRoutes(ApiProblem::unanswered));
        server.decorator(new AdminGate(parts.token(), listen.address().host()));
        return server.build();
    }

    private static ServerBuilder builder(
            Endpoint address, WebLimits limits, String listener, MeterRegistry meters) {
        return Server.builder()
                .http(new InetSocketAddress(address.host(), address.port()))
                // The library's own meters go nowhere: ours say what an operator needs.
                .meterRegistry(new CompositeMeterRegistry())
                .blockingTaskExecutor(limits.blockingThreads())
                .maxNumConnections(limits.connectionsMax())
                .maxRequestLength(limits.bodyBytesMax())
                .requestTimeout(limits.requestTimeout())
                .idleTimeout(limits.idleTimeout())
                .http1MaxInitialLineLength(WebLimits.HEAD_BYTES_MAX)
                .http1MaxHeaderSize(WebLimits.HEAD_BYTES_MAX)
                .http2MaxHeaderListSize(WebLimits.HEAD_BYTES_MAX)
                .disableServerHeader()
                .accessLogWriter(new RequestRecord(listener, meters), false)
                // Its reports would quote the request's path, which carries a token.
                .unloggedExceptionsReportInterval(Duration.ZERO)
                .errorHandler(new ErrorAnswers(meters))
                .gracefulShutdownTimeout(STOP_QUIET, STOP_TIMEOUT);
    }

    private static void get(ServerBuilder server, String path, HttpService page) {
        server.route().methods(HttpMethod.GET, HttpMethod.HEAD).path(path).build(page);
    }

    private static HttpService plain(Pages pages, Senders senders, HttpStatus status, String name) {
        return (ServiceRequestContext context, HttpRequest request) ->
                plain(pages, senders, context, status, name);
    }

    private static HttpResponse plain(
            Pages pages,
            Senders senders,
            ServiceRequestContext context,
            HttpStatus status,
            String name) {
        Texts texts = Texts.in(PageLanguage.of(context, senders.language()));
        return pages.page(status, "plain", Map.of("texts", texts, "page", name));
    }

    /** The wording of the public port: people who mistyped an address get a page. */
    private static Optional<HttpResponse> missing(
            Pages pages, Senders senders, ServiceRequestContext context, HttpStatus status) {
        return status.equals(HttpStatus.NOT_FOUND)
                ? Optional.of(plain(pages, senders, context, status, "missing"))
                : Optional.empty();
    }

    private static HttpResponse scrape(Meters meters) {
        return HttpResponse.of(HttpStatus.OK, PROMETHEUS_TEXT, meters.scrape());
    }

    private static void open(Server server, String key, Endpoint address) {
        try {
            server.start().join();
        } catch (CompletionException e) {
            throw new WebException(key + ".address: " + address.whyNotListening(e), e);
        }
    }

    private static void count(MeterRegistry meters, String listener, Server server) {
        Gauge.builder("octroi.web.connections", server, Server::numConnections)
                .description("Open HTTP connections, by listener.")
                .tag("listener", listener)
                .register(meters);
    }

    private static InetSocketAddress address(Server server) {
        return Objects.requireNonNull(server.activePort()).localAddress();
    }
}
