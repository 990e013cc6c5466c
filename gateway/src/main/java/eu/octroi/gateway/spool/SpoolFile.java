// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of the spool, addressed by position. Thread-safe. */
public interface SpoolFile extends Closeable {
    long size() throws IOException;

    /** Writes all that remains in {@code source}, from {@code at} on. */
    void write(ByteBuffer source, long at) throws IOException;

    /** Fills {@code target} from {@code at} on, or as far as the file goes. */
    void read(ByteBuffer target, long at) throws IOException;

    /** Returns when what was written survives power loss. After a failure it is unknown. */
    void force() throws IOException;
}
