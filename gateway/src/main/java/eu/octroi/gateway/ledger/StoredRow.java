// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

/** A row and where it stands. Immutable. */
public record StoredRow(RowId id, LedgerRow row) {}
