// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.unsubscribe.OptOut;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the public port works with. Immutable.
 *
 * @param names the configured controller of a number; empty when it is configured no more
 */
public record PublicPages(
        Settings settings,
        UnsubscribeTokens tokens,
        OptOut optOut,
        Function<ControllerNumber, Optional<ControllerId>> names,
        Clock clock) {}
