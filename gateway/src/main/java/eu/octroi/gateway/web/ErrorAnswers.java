// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpResponseException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for requests that no route answered: the status and its name, nothing of the request, so
 * that neither a page nor a log line repeats what somebody sent. Thread-safe.
 */
final class ErrorAnswers implements ServerErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private final Counter bugs;

    ErrorAnswers(MeterRegistry meters) {
        this.bugs =
                Counter.builder("octroi.bugs")
                        .description("Faults of our own code, by room.")
                        .tag("room", "web")
                        .register(meters);
    }

    @Override
    public @Nullable HttpResponse onServiceException(
            ServiceRequestContext context, Throwable cause) {
        if (cause instanceof HttpStatusException || cause instanceof HttpResponseException) {
            return null;
        }
        if (cause instanceof RuntimeException bug && isOurs(bug)) {
            bugs.increment();
            LOG.error("event=bug room=web route={}", context.config().route(), bug);
            return answer(HttpStatus.INTERNAL_SERVER_ERROR).toHttpResponse();
        }
        return null;
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return answer(status);
    }

    /** What the HTTP library throws about a request is not a fault of ours. */
    private static boolean isOurs(RuntimeException cause) {
        return !cause.getClass().getPackageName().startsWith(HttpRequest.class.getPackageName());
    }

    private static AggregatedHttpResponse answer(HttpStatus status) {
        return AggregatedHttpResponse.of(
                status,
                MediaType.PLAIN_TEXT_UTF_8,
                status.codeAsText() + " " + status.reasonPhrase());
    }
}
