// SPDX-License-Identifier: Apache-2.0

/** Address classes, consent regimes and recorded consents. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.consent;
