// SPDX-License-Identifier: Apache-2.0

/** SMTP users, added, listed and revoked by command. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.credentials;
