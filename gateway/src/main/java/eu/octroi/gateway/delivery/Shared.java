// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.policy.RecipientPolicy;

import io.netty.channel.EventLoop;

/**
 * What all routes work with; all of it lives on one event loop, so that nothing is locked and no
 * copy is handed between threads on its way out.
 */
record Shared(
        EventLoop loop,
        Connector connector,
        Loader loader,
        Settlement settlement,
        CopyRows rows,
        RecipientPolicy policy,
        RetrySchedule schedule,
        Measures measures) {}
