// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.Post;

import eu.octroi.admin.explain.ExplainRequest;
import eu.octroi.admin.explain.ExplanationJson;
import eu.octroi.gateway.intake.ExplainResult;
import eu.octroi.gateway.intake.Explainer;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * {@code /api/v1/explain}: what would become of a message. Nothing is sent, stored or counted.
 * Thread-safe.
 */
@ExceptionHandler(Problems.class)
final class ExplainRoutes {
    /** An explanation holds several forms of a message in memory: one after the other. */
    private final Semaphore turn = new Semaphore(1);

    private final Explainer explainer;
    private final long bodyOctetsMax;

    /**
     * @param messageOctetsMax of one message, as in SMTP
     */
    ExplainRoutes(Explainer explainer, long messageOctetsMax) {
        this.explainer = explainer;
        this.bodyOctetsMax = ExplainRequest.bodyOctetsMax(messageOctetsMax);
    }

    /** Takes the message in base64 with whose it would be; answers with the explanation. */
    @Blocking
    @Post("/explain")
    public HttpResponse explain(ServiceRequestContext exchange, HttpRequest body) {
        exchange.setMaxRequestLength(bodyOctetsMax);
        if (!turn.tryAcquire()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "another message is being explained; try again");
        }
        try {
            AggregatedHttpRequest whole = body.aggregate().join();
            ExplainRequest request = ExplanationJson.request(whole.content().array());
            return switch (explainer.explain(request.question(), request.octets())) {
                case ExplainResult.Misasked(String why) -> throw Questions.bad(why);
                case ExplainResult.Explained(var explanation) ->
                        HttpResponse.of(
                                HttpStatus.OK, MediaType.JSON, ExplanationJson.octets(explanation));
            };
        } catch (IOException malformed) {
            throw Questions.bad("the body is not as docs/api.md shows it: " + malformed);
        } finally {
            turn.release();
        }
    }
}
