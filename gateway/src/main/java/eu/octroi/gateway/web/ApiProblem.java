// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;

import java.util.Optional;

/**
 * Why the API did not do what was asked, RFC 9457: the status says which kind it is, the detail
 * what to do. Immutable.
 *
 * @param type always {@code about:blank}
 * @param title the name of the status
 */
public record ApiProblem(String type, String title, int status, String detail) {
    private static final MediaType PROBLEM_JSON = MediaType.create("application", "problem+json");

    /** The answer that says {@code detail}. */
    public static HttpResponse response(HttpStatus status, String detail) {
        return HttpResponse.ofJson(
                status,
                PROBLEM_JSON,
                new ApiProblem("about:blank", status.reasonPhrase(), status.code(), detail));
    }

    /** The answer to a request that no route could take. */
    public static HttpResponse response(HttpStatus status) {
        return response(status, detail(status));
    }

    static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    /** The wording of the admin port: programs get the form they get for everything else. */
    static Optional<HttpResponse> unanswered(ServiceRequestContext context, HttpStatus status) {
        return isApi(context.path()) ? Optional.of(response(status)) : Optional.empty();
    }

    private static String detail(HttpStatus status) {
        return switch (status.code()) {
            case 404 -> "there is no such path; docs/api.md lists them";
            case 405 -> "this path has no such method; docs/api.md lists them";
            case 413 -> "the body is too large; long lists go to suppressions/imports";
            default -> "the request cannot be read";
        };
    }
}
