// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.net.InetSocketAddress;

/**
 * One address that takes mail for a destination. Immutable.
 *
 * @param host its name, which a certificate must bear where TLS is required
 */
record Hop(String host, InetSocketAddress address) {}
