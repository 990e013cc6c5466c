// SPDX-License-Identifier: Apache-2.0

/** The record: the data directory and its lock, SQL, migrations, keys and their fingerprints. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.store;
