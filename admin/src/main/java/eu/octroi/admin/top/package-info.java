// SPDX-License-Identifier: Apache-2.0

/** The live view of a running gateway in a terminal, made from its metrics page. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.top;
