// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/**
 * What a controller is called inside keys and tokens: assigned once in the record, never reused, so
 * that renaming a controller in the configuration loses no opposition. Immutable.
 *
 * @param value 1 or more
 */
public record ControllerNumber(int value) {
    public ControllerNumber {
        if (value < 1) {
            throw new IllegalArgumentException("controller number " + value);
        }
    }
}
