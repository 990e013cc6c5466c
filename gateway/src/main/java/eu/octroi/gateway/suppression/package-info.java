// SPDX-License-Identifier: Apache-2.0

/** Who must not be mailed: the record of oppositions and the index derived from it. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.suppression;
