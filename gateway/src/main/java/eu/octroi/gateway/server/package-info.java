// SPDX-License-Identifier: Apache-2.0

/** The SMTP submission listeners: Netty channels around the pure session. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.server;
