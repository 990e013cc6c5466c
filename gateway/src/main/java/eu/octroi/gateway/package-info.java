// SPDX-License-Identifier: Apache-2.0

/** The parts list: builds, starts and stops everything. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway;
