// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

/** The answer of the session to anything it is told: where it stands now and what is to be done. */
public record Step(State next, Effect effect) {}
