// SPDX-License-Identifier: Apache-2.0

/** The meter registry and the names of all meters. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.metrics;
