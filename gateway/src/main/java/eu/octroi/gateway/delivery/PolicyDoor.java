// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where the policy of a domain is fetched, RFC 8461 section 3.3. Event-loop confined. */
interface PolicyDoor {
    /** Its text; empty when it cannot be had now. Completes on the loop, without an exception. */
    CompletionStage<Optional<String>> fetch(String domain);
}
