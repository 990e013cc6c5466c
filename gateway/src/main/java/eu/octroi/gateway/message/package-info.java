// SPDX-License-Identifier: Apache-2.0

/** Byte-exact editing of a message: scanner, clauses, edits. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.message;
