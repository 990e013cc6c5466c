// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.smtp.Reply;

import java.util.concurrent.CompletionStage;

/** Takes responsibility for a message, or says why not. */
public interface MessageTaker {
    /**
     * From end of data to the reply. A 2xx reply means the message is forced to disk (H-12).
     *
     * <p>Called on an event loop and does not block it; completes on any thread, never with an
     * exception. The octets are borrowed: they must stay unchanged until the stage completes.
     */
    CompletionStage<Reply> take(Submission submission, Octets message);

    /** How full it is, in percent; at 100 it takes nothing for want of room. From any thread. */
    default int filledPercent() {
        return 0;
    }
}
