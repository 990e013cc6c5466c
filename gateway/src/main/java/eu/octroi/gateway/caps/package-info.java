// SPDX-License-Identifier: Apache-2.0

/** Frequency caps: who was written to how often, and who may be written to now. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.caps;
