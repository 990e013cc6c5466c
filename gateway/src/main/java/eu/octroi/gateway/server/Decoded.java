// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.session.BodyEnd;

/** What the decoder made of the octets at hand. */
sealed interface Decoded {
    /** Nothing whole yet. */
    record Incomplete() implements Decoded {
        static final Incomplete INCOMPLETE = new Incomplete();
    }

    /** A line without its CRLF; with its LF when no CR stood before it. */
    record Line(Octets octets) implements Decoded {}

    /** A line over the limit, dropped but for its beginning. */
    record Overlong(Octets beginning) implements Decoded {}

    /**
     * A whole message; whoever gets it releases the body.
     *
     * @param isConverted whether bare line feeds in it became line ends
     */
    record Message(Body body, Octets octets, boolean isConverted) implements Decoded {}

    /** A chunk that is not the last of its message. */
    record Chunk() implements Decoded {}

    /** A chunk that counts for nothing was swallowed. */
    record Discarded() implements Decoded {}

    /** A message that was swallowed to its final dot, or to the end of its chunk. */
    record Refused(BodyEnd end) implements Decoded {}
}
