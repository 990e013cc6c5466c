// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

/** Whether a client may begin a message now. */
public enum Admission {
    GRANTED,
    /** It has had its share of this minute. */
    TOO_FAST,
    /** There would be no room for it at its end. */
    NO_ROOM
}
