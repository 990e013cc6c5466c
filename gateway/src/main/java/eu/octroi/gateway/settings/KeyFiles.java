// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of the gateway's own secrets. Each is generated only while the record is empty; back
 * them up apart from the data.
 *
 * @param address the key under which addresses are looked up; relative to the configuration file;
 *     default empty: keys/address under data
 * @param token the key that signs unsubscribe links; relative to the configuration file; default
 *     empty: keys/token under data
 */
public record KeyFiles(Optional<Path> address, Optional<Path> token) {}
