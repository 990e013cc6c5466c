// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

/** What an operation on files that fails once has done by then. */
enum Fault {
    /** Nothing. */
    ERROR,
    /** The first half of the octets; a name that changed all the same. */
    SHORT,
    /** Every other sector, in the cache and on the disk; a name that changed all the same. */
    TORN
}
