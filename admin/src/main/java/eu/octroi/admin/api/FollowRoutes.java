// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.Default;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.suppression.ListedChange;
import eu.octroi.gateway.suppression.SuppressionList;

import java.util.List;
import java.util.Optional;

/**
 * {@code GET /api/v1/suppressions}: what changed since a cursor, for tools that keep their own list
 * up to date (B-21). Thread-safe.
 */
@ExceptionHandler(Problems.class)
final class FollowRoutes {
    static final int CHANGES_MAX = 10_000;

    private final SuppressionList list;
    private final Questions questions;

    /** Routes over {@code list}, as {@code questions} are put. */
    FollowRoutes(SuppressionList list, Questions questions) {
        this.list = list;
        this.questions = questions;
    }

    /**
     * A stretch of changes. Immutable.
     *
     * @param next the cursor of the next question
     * @param more whether to ask at once
     */
    record Page(List<Line> changes, long next, boolean more) {}

    /** One change, in words. Immutable. */
    record Line(
            long sequence,
            String at,
            String op,
            String key,
            int keyVersion,
            String scope,
            String reason,
            String channel,
            String since) {
        static Line of(ListedChange change) {
            return new Line(
                    change.sequence(),
                    change.at().toString(),
                    change.op(),
                    change.key().toString(),
                    change.keyVersion(),
                    change.scope(),
                    change.reason().word(),
                    change.channel().word(),
                    change.since().toString());
        }
    }

    /** Changes after {@code cursor}, oldest first; a page may be empty and have more after it. */
    @Blocking
    @Get("/suppressions")
    public HttpResponse follow(
            @Param("controller") Optional<String> controllerName,
            @Param("cursor") @Default("0") long cursor,
            @Param("limit") @Default("1000") int limit) {
        ControllerNumber controller = questions.controller(controllerName);
        if (limit < 1 || limit > CHANGES_MAX || cursor < 0) {
            throw Questions.bad("limit is 1 to " + CHANGES_MAX + ", cursor what next said, or 0");
        }
        ListedChange.Page page = list.changes(controller, cursor, limit);
        return HttpResponse.ofJson(
                new Page(
                        page.changes().stream().map(Line::of).toList(),
                        page.seen(),
                        !page.isLast()));
    }
}
