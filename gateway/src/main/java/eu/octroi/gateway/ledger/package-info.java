// SPDX-License-Identifier: Apache-2.0

/** Every decision and outcome, one SQLite file a month. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.ledger;
