// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.net.InetSocketAddress;

/**
 * One address that takes mail for a destination. Immutable.
 *
 * @param host its name
 * @param demand what TLS must prove before mail goes there
 */
record Hop(String host, InetSocketAddress address, TlsDemand demand) {}
