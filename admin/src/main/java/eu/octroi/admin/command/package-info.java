// SPDX-License-Identifier: Apache-2.0

/** What a person can type after {@code octroi}. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.command;
