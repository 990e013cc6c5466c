// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.nio.file.Path;
import java.util.Optional;

import javax.net.ssl.TrustManagerFactory;

/**
 * What TLS toward others goes by. Immutable.
 *
 * @param anchors the authorities it believes; empty: those of the Java runtime
 * @param policies directory where policies of domains are kept
 */
record TlsTrust(Optional<TrustManagerFactory> anchors, Path policies) {}
