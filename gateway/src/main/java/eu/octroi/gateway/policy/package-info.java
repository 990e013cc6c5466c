// SPDX-License-Identifier: Apache-2.0

/** Verdicts on recipients, and nothing else. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.policy;
