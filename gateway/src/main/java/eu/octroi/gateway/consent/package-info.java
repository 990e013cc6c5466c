// SPDX-License-Identifier: Apache-2.0

/** Address classes and consent regimes (empty until they are enforced). */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.consent;
