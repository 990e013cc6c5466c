// SPDX-License-Identifier: Apache-2.0

/** The words of the house: addresses, verdicts, edits. JDK only. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.domain;
