// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;

/**
 * The spool on disk.
 *
 * @param segmentSize octets of one preallocated segment
 * @param segmentsMax segments kept at most; when all are in use, mail is answered 452
 * @param freeSpaceMin octets that must stay free on the file system; below it, mail is answered 452
 * @param batchMessagesMax messages that share one force at most
 * @param bodyAgeMax a settled body does not outlive this, even when its segment still has live mail
 */
public record SpoolSettings(
        ByteSize segmentSize,
        int segmentsMax,
        ByteSize freeSpaceMin,
        int batchMessagesMax,
        Duration bodyAgeMax) {}
