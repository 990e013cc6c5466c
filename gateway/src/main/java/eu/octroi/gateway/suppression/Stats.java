// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Reason;

import java.util.List;
import java.util.Map;

/**
 * The list in figures. Immutable.
 *
 * @param entries how many keys carry each reason, by controller
 * @param keys persons, domains and digests in the index
 * @param indexBytes size of the index file
 * @param room keys that still fit before the index is moved to a larger file
 * @param keyVersions live versions of the address key, newest first
 * @param watermark the last event of the record that the index follows
 */
public record Stats(
        Map<ControllerNumber, Map<Reason, Long>> entries,
        long keys,
        long indexBytes,
        long room,
        List<Integer> keyVersions,
        long watermark) {}
