// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.ExceptionHandlerFunction;

import eu.octroi.gateway.store.StoreException;
import eu.octroi.gateway.suppression.SuppressionUnavailableException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletionException;

/** Turns what a route throws into a {@link Problem}. Immutable. */
final class Problems implements ExceptionHandlerFunction {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @Override
    public HttpResponse handleException(
            ServiceRequestContext request, HttpRequest message, Throwable cause) {
        return response(cause);
    }

    static HttpResponse response(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        return switch (cause) {
            case ProblemException problem ->
                    Problem.response(problem.status(), String.valueOf(problem.getMessage()));
            case SuppressionUnavailableException _, StoreException _ -> unavailable(cause);
            case IllegalArgumentException _ ->
                    Problem.response(
                            HttpStatus.BAD_REQUEST, "a parameter or the body is malformed");
            default -> bug(cause);
        };
    }

    private static HttpResponse unavailable(Throwable cause) {
        LOG.atError().setCause(cause).log("api=suppressions outcome=unavailable");
        return Problem.response(
                HttpStatus.SERVICE_UNAVAILABLE,
                "the suppression list cannot be used now; try again, and see the gateway's log");
    }

    private static HttpResponse bug(Throwable cause) {
        LOG.atError().setCause(cause).log("api=suppressions outcome=bug");
        return Problem.response(
                HttpStatus.INTERNAL_SERVER_ERROR, "unexpected failure; see the gateway's log");
    }
}
