// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.ExceptionHandlerFunction;

import eu.octroi.gateway.delivery.DeliveryException;
import eu.octroi.gateway.delivery.QueueIncompleteException;
import eu.octroi.gateway.ledger.LedgerException;
import eu.octroi.gateway.store.StoreException;
import eu.octroi.gateway.suppression.SuppressionUnavailableException;
import eu.octroi.gateway.web.ApiProblem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletionException;

/** Turns what a route throws into a {@link ApiProblem}. Immutable. */
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
            case HttpStatusException refused -> ApiProblem.response(refused.httpStatus());
            case ProblemException problem ->
                    ApiProblem.response(problem.status(), String.valueOf(problem.getMessage()));
            case SuppressionUnavailableException _, StoreException _ -> unavailable(cause);
            case LedgerException _ ->
                    ApiProblem.response(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "the ledger cannot be read (" + cause.getMessage() + ")");
            case QueueIncompleteException _ ->
                    ApiProblem.response(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            cause.getMessage() + "; try again when they are");
            case DeliveryException _ ->
                    ApiProblem.response(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "the queue cannot be used now; try again, and see the gateway's log");
            case IllegalArgumentException _ ->
                    ApiProblem.response(
                            HttpStatus.BAD_REQUEST,
                            "a parameter or the body is malformed; docs/api.md shows both");
            default -> bug(cause);
        };
    }

    private static HttpResponse unavailable(Throwable cause) {
        LOG.atError().setCause(cause).log("api=suppressions outcome=unavailable");
        return ApiProblem.response(
                HttpStatus.SERVICE_UNAVAILABLE,
                "the suppression list cannot be used now; try again, and see the gateway's log");
    }

    private static HttpResponse bug(Throwable cause) {
        LOG.atError().setCause(cause).log("api=suppressions outcome=bug");
        return ApiProblem.response(
                HttpStatus.INTERNAL_SERVER_ERROR, "unexpected failure; see the gateway's log");
    }
}
