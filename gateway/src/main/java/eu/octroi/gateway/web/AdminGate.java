// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

import java.net.InetAddress;
import java.net.URI;
import java.util.Set;

/**
 * Who may speak to the admin port.
 *
 * <p>A browser on the same machine can be made to call us by any site it visits. So a request must
 * name us in its Host field (a foreign name that points here is DNS rebinding, 421), must not come
 * from another origin (403), and under {@code /api} must carry the token (401). Metrics and health
 * are open: monitoring reaches us under names of its own, and they hold nothing to protect.
 * Immutable.
 */
final class AdminGate implements DecoratingHttpServiceFunction {
    private static final Set<String> OPEN = Set.of("/metrics", "/livez", "/readyz", "/startupz");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final AdminToken token;
    private final String configuredHost;

    AdminGate(AdminToken token, String configuredHost) {
        this.token = token;
        this.configuredHost = configuredHost;
    }

    @Override
    public HttpResponse serve(
            HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        String path = context.path();
        if (OPEN.contains(path)) {
            return delegate.serve(context, request);
        }
        RequestHeaders headers = request.headers();
        String host = host(authority(headers));
        if (!isOurs(host, context.localAddress().getAddress())) {
            return refuse(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "the Host field does not name this gateway: use the address of listen.admin");
        }
        if (!isSameOrigin(headers)) {
            return refuse(HttpStatus.FORBIDDEN, "requests from other sites are refused");
        }
        if (ApiProblem.isApi(path)
                && !token.authorises(headers.get(HttpHeaderNames.AUTHORIZATION, ""))) {
            return refuse(
                    HttpStatus.UNAUTHORIZED,
                    "send 'Authorization: Bearer' and the token in admin.token of the data"
                            + " directory");
        }
        return delegate.serve(context, request);
    }

    private boolean isOurs(String host, InetAddress arrivedAt) {
        return LOOPBACK.contains(host)
                || host.equalsIgnoreCase("localhost")
                || host.equalsIgnoreCase(configuredHost)
                || host.equals(literal(arrivedAt));
    }

    /** No Origin means no browser, or a plain navigation; those that matter carry one. */
    private static boolean isSameOrigin(RequestHeaders headers) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        return origin == null
                || origin.equals("http://" + authority(headers))
                || origin.equals("https://" + authority(headers));
    }

    /** The Host field of HTTP/1.1 or the authority of HTTP/2. */
    private static String authority(RequestHeaders headers) {
        String authority = headers.authority();
        return authority == null ? "" : authority;
    }

    private static String host(String authority) {
        try {
            String host = URI.create("http://" + authority).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException malformed) {
            // An authority that is none is foreign.
            return "";
        }
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }

    private static HttpResponse refuse(HttpStatus status, String detail) {
        HttpResponse response = ApiProblem.response(status, detail);
        return status.equals(HttpStatus.UNAUTHORIZED)
                ? response.mapHeaders(
                        h -> h.toBuilder().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer").build())
                : response;
    }
}
