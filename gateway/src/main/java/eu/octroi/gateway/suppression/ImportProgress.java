// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

/** Hears how far an import has come, on the importing thread, after each batch. */
@FunctionalInterface
public interface ImportProgress {
    /**
     * Called with rising figures.
     *
     * @param lines lines taken
     * @param bytes octets of the input taken
     */
    void at(long lines, long bytes);
}
