// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;

/**
 * The spool on disk.
 *
 * @param segmentSize octets of one preallocated segment; at least twice limits.message-max; default
 *     64MiB
 * @param segmentsMax segments kept at most; when all are in use, mail is answered 452, and outcomes
 *     may take 8 more when they would find none; at least 4; default 1000
 * @param freeSpaceMin octets that must stay free on the file system; below it, mail is answered
 *     452, and outcomes that would find no segment may take half of it; default 1GiB
 * @param recipientsMax recipients without an outcome at most; above it, mail is answered 452; a
 *     million of them take some 65 MB outside the heap; default 10000000
 * @param batchMessagesMax messages that share one force at most; default 256
 * @param bodyAgeMax a settled body does not outlive this, even when its segment still has live
 *     mail; at most 24h; default 24h
 * @param writeMax while writing and forcing one batch takes longer, the disk is sick and mail is
 *     answered 451; default 10s
 */
public record SpoolSettings(
        ByteSize segmentSize,
        int segmentsMax,
        ByteSize freeSpaceMin,
        int recipientsMax,
        int batchMessagesMax,
        Duration bodyAgeMax,
        Duration writeMax) {
    public static final SpoolSettings DEFAULTS =
            new SpoolSettings(
                    ByteSize.ofMebibytes(64),
                    1000,
                    ByteSize.ofMebibytes(1024),
                    10_000_000,
                    256,
                    Duration.ofHours(24),
                    Duration.ofSeconds(10));
}
