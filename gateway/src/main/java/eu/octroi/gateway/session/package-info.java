// SPDX-License-Identifier: Apache-2.0

/** The pure SMTP state machine: commands and results in, one step out. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.session;
