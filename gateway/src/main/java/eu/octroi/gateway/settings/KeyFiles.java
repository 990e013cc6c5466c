// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of the address key and the token key; empty means keys/address and keys/token under the
 * data directory.
 */
public record KeyFiles(Optional<Path> address, Optional<Path> token) {}
