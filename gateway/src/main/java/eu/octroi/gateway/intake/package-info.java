// SPDX-License-Identifier: Apache-2.0

/** From end of data to 250: scan, edit, sign, spool. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.intake;
