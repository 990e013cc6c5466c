// SPDX-License-Identifier: Apache-2.0

/** Asks what would become of a message, of whoever owns the data directory, and prints it. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.explain;
