// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

/**
 * Where in the configuration something stands. Immutable.
 *
 * @param place the file as it was named, or {@code --set}
 * @param line from 1; 0 means the place has no lines
 * @param column from 1; 0 means the place has no lines
 */
public record Position(String place, int line, int column) implements Comparable<Position> {
    static Position of(String place) {
        return new Position(place, 0, 0);
    }

    /** In a file by line and column; what came from the command line after it. */
    @Override
    public int compareTo(Position other) {
        if ((line == 0) != (other.line == 0)) {
            return line == 0 ? 1 : -1;
        }
        return line != other.line
                ? Integer.compare(line, other.line)
                : Integer.compare(column, other.column);
    }

    /** {@code file:line:column}, or the place alone when it has no lines. */
    @Override
    public String toString() {
        return line == 0 ? place : place + ":" + line + ":" + column;
    }
}
