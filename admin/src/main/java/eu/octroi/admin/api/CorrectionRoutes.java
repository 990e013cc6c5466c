// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Post;

import eu.octroi.admin.list.CorrectionAnswer;
import eu.octroi.admin.list.CorrectionQuestion;
import eu.octroi.gateway.suppression.Corrections;
import eu.octroi.gateway.suppression.Corrections.Approval;
import eu.octroi.gateway.suppression.SuppressionList;
import eu.octroi.gateway.web.ApiProblem;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code /api/v1/suppressions:correct} and {@code :approve}: how an opposition that was recorded by
 * mistake is lifted by two persons (B-13). Thread-safe.
 */
@ExceptionHandler(Problems.class)
final class CorrectionRoutes {
    private final Corrections corrections;
    private final Questions questions;

    /** Routes over {@code list}, as {@code questions} are put. */
    CorrectionRoutes(SuppressionList list, Questions questions) {
        this.corrections = list.corrections();
        this.questions = questions;
    }

    /** Asks for a correction; forced before the answer. Nothing is lifted yet. */
    @Blocking
    @Post("/suppressions:correct")
    public CompletionStage<HttpResponse> correct(
            @Param("controller") Optional<String> controller, CorrectionQuestion question) {
        if (question.author().isBlank() || question.why().isBlank()) {
            throw Questions.bad("say who asks and why: author, why");
        }
        return corrections
                .ask(
                        questions.controller(controller),
                        Questions.subject(question.subject()),
                        Questions.reason(question.reason()),
                        question.author().strip(),
                        question.why().strip())
                .thenApply(
                        id ->
                                HttpResponse.ofJson(
                                        HttpStatus.ACCEPTED, new CorrectionQuestion.Answer(id)));
    }

    /** What waits for a second person. */
    @Blocking
    @Get("/suppressions/corrections")
    public HttpResponse waiting() {
        return HttpResponse.ofJson(CorrectionAnswer.of(corrections.waiting(), questions::nameOf));
    }

    /** Agrees and lifts: 204; 403 for whoever asked. */
    @Blocking
    @Post("/suppressions:approve")
    public CompletionStage<HttpResponse> approve(
            @Param("controller") Optional<String> controller,
            CorrectionQuestion.Approval question) {
        if (question.author().isBlank()) {
            throw Questions.bad("say who agrees: author");
        }
        return corrections
                .approve(
                        question.id(),
                        questions.controller(controller),
                        Questions.subject(question.subject()),
                        question.author().strip())
                .thenApply(CorrectionRoutes::response);
    }

    private static HttpResponse response(Approval approval) {
        return switch (approval) {
            case LIFTED -> HttpResponse.of(HttpStatus.NO_CONTENT);
            case NOT_FOUND ->
                    ApiProblem.response(
                            HttpStatus.NOT_FOUND,
                            "no such correction waits, or it is about somebody else; they wait "
                                    + Corrections.WAITS_MAX.toDays()
                                    + " days");
            case SAME_PERSON ->
                    ApiProblem.response(
                            HttpStatus.FORBIDDEN,
                            "whoever asked for a correction cannot agree to it");
            case NOTHING_TO_LIFT ->
                    ApiProblem.response(
                            HttpStatus.NOT_FOUND, "agreed, but the entry does not stand any more");
        };
    }
}
