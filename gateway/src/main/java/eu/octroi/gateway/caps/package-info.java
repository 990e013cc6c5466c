// SPDX-License-Identifier: Apache-2.0

/** Frequency caps (empty until they are enforced). */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.caps;
