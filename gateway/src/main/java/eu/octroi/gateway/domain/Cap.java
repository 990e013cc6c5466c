// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.time.Duration;

/**
 * A frequency cap: in any window of this length at most so many messages. Immutable.
 *
 * @param max from 1
 */
public record Cap(Per per, int max, Duration window) {
    /** What is counted together. The code is stored and never reused. */
    public enum Per {
        /** One person, whatever the spelling of the address. */
        RECIPIENT(1),
        /** Everybody at one domain. */
        COMPANY(2),
        /** Everybody the controller writes to. */
        CONTROLLER(3);

        private final int code;

        Per(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        public String word() {
            return Words.word(this);
        }

        public static Per ofCode(int code) {
            return Words.find(values(), p -> p.code == code).orElseThrow();
        }
    }

    /** Such as {@code 1 per recipient in 30d}. */
    @Override
    public String toString() {
        return max + " per " + per.word() + " in " + written(window);
    }

    private static String written(Duration window) {
        long seconds = window.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds + "s";
    }
}
