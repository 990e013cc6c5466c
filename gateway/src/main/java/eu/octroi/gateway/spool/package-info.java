// SPDX-License-Identifier: Apache-2.0

/** Accepted messages on disk until every recipient is settled. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.spool;
