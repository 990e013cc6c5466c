// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.events;

import java.util.concurrent.CompletionStage;

/** The way to a tool's one-click link. Thread-safe. */
@FunctionalInterface
public interface ToolDoor {
    /** What came of a request, as the meter names it. */
    enum Answer {
        /** The tool said 2xx. */
        DONE,
        /** It may go better later: no connection, a timeout, 408, 425, 429, 5xx. */
        LATER,
        /** It will never go: another 4xx, a redirection, which a POST must not follow. */
        REJECTED,
        /** The link leads where we do not go: not https, or into a private network. */
        FORBIDDEN
    }

    /** Posts {@code List-Unsubscribe=One-Click} (RFC 8058 section 3.2); never fails. */
    CompletionStage<Answer> post(String link);
}
