// SPDX-License-Identifier: Apache-2.0

/** Values of the SMTP protocol: commands, replies, codes. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.smtp;
