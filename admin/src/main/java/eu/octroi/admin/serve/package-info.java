// SPDX-License-Identifier: Apache-2.0

/** A gateway run by this process, with its API and its run.json. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.serve;
