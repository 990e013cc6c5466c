// SPDX-License-Identifier: Apache-2.0

/** The signing keys of a data directory, whoever owns that directory. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.keys;
