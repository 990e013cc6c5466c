// SPDX-License-Identifier: Apache-2.0

/** DKIM signing: canonical forms, keys, signatures. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.dkim;
