// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServiceRequestContext;

import java.util.Optional;

/**
 * Tells those who asked for what a port does not have in the form they understand: people get a
 * page, programs a problem. Immutable.
 */
record UnknownRoutes(Wording wording) implements DecoratingHttpServiceFunction {

    /** What one port says; empty where the status and its name are enough. */
    interface Wording {
        Optional<HttpResponse> of(ServiceRequestContext context, HttpStatus status);
    }

    @Override
    public HttpResponse serve(
            HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        if (!context.config().route().isFallback()) {
            return delegate.serve(context, request);
        }
        HttpStatusException known = context.routingContext().deferredStatusException();
        HttpStatus status = known == null ? HttpStatus.NOT_FOUND : known.httpStatus();
        Optional<HttpResponse> words = wording.of(context, status);
        return words.isPresent() ? words.get() : delegate.serve(context, request);
    }
}
