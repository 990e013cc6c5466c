// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

/** How the octets after DATA ended; in every case the true final dot has been read. */
public enum BodyEnd {
    COMPLETE,
    /** A bare CR, a bare LF or NUL was in it. */
    BARE_LINE_END,
    /** More octets than we take. */
    TOO_BIG,
    /** No room for it in the memory of all bodies. */
    NO_ROOM
}
