// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

/** How the octets of a message ended; in every case all of them have been read. */
public enum BodyEnd {
    COMPLETE,
    /** A bare CR, a bare LF or NUL was in it. */
    BARE_LINE_END,
    /** More octets than we take. */
    TOO_BIG,
    /** No room for it in the memory of all bodies. */
    NO_ROOM
}
