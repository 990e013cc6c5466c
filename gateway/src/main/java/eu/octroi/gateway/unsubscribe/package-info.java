// SPDX-License-Identifier: Apache-2.0

/** Unsubscribe tokens and the opt-outs they authorise. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.unsubscribe;
