// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A sending domain's DKIM key.
 *
 * @param selector where the public key is published: {@code selector._domainkey.domain}; mandatory
 * @param key PEM private key, PKCS#1 or PKCS#8, relative to the configuration file; default empty:
 *     generated under data/keys
 */
public record SigningDomain(String selector, Optional<Path> key) {}
