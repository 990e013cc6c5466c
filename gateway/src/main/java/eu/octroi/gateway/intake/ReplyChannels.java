// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.ControllerId;

/** Whether replies to a controller's mail are read by this gateway. Thread-safe. */
@FunctionalInterface
public interface ReplyChannels {
    /** No mailbox for replies is read yet, so no clause promises it. */
    ReplyChannels NONE = _ -> false;

    /**
     * Whether the controller's mailbox for replies is configured and a canary sent through it came
     * back within the last 7 days; never blocks.
     */
    boolean areRead(ControllerId controller);
}
