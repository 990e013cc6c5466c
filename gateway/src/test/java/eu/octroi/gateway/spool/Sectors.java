// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.util.Arrays;
import java.util.Random;

/** What of a file reaches the disk when not all of it does: a sector wholly or not at all. */
final class Sectors {
    private static final int SECTOR = 512;

    private Sectors() {}

    /** What was forced, and at random some of what was not. */
    static byte[] survivors(byte[] cached, byte[] forced, Random random) {
        int length = random.nextBoolean() ? cached.length : forced.length;
        byte[] kept = Arrays.copyOf(forced, Math.max(length, forced.length));
        int luck = random.nextInt(3);
        int common = Math.min(kept.length, cached.length);
        for (int at = 0; at < common; at += SECTOR) {
            if (luck > 0 && random.nextInt(luck + 1) == 0) {
                System.arraycopy(cached, at, kept, at, Math.min(SECTOR, common - at));
            }
        }
        return kept;
    }

    /** The first of every two sectors new, the second as before. */
    static byte[] everyOther(byte[] before, byte[] after) {
        byte[] mixed = Arrays.copyOf(before, after.length);
        for (int at = 0; at < after.length; at += 2 * SECTOR) {
            System.arraycopy(after, at, mixed, at, Math.min(SECTOR, after.length - at));
        }
        return mixed;
    }
}
