// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

/** Hears how far the index has been rebuilt from the record. */
@FunctionalInterface
public interface RebuildProgress {
    /**
     * Called with rising figures, at the latest when {@code events} reaches {@code total}.
     *
     * @param why what made the rebuild necessary, a sentence without its full stop
     * @param events read so far
     * @param total to read
     */
    void at(String why, long events, long total);
}
