// SPDX-License-Identifier: Apache-2.0

/** Gets spooled copies to the next hop, asks policy again before DATA, and records outcomes. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.delivery;
