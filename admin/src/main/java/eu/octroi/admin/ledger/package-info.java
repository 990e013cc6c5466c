// SPDX-License-Identifier: Apache-2.0

/** What people ask of the ledger, and how it is answered. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.ledger;
