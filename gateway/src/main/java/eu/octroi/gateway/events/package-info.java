// SPDX-License-Identifier: Apache-2.0

/** What other systems are told (empty until webhooks open). */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.events;
