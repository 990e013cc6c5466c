// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

/** How the attempt to lift an entry ended. */
public enum Removal {
    /** The event is forced and the index follows it. */
    REMOVED,
    /** There was no such entry. */
    NOT_FOUND,
    /** What the recipient asked for is lifted by the recipient alone (B-13). */
    NOT_PERMITTED
}
