// SPDX-License-Identifier: Apache-2.0

/** The people's side: the octroi command, the demo and the API. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin;
