// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Optional;

/** What kind of mail a stream carries. The code is stored and never reused. */
public enum StreamClass {
    PROSPECTING(1),
    CUSTOMER(2),
    TRANSACTIONAL(3),
    ONE_TO_ONE(4),
    /** Our own delivery status notifications; not configurable. */
    REPORT(5);

    private final int code;

    StreamClass(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Whether the null path, which is for reports, is refused (H-31). */
    public boolean needsSender() {
        return this == PROSPECTING;
    }

    /** Whether the frequency caps of its controller count it: not what somebody waits for. */
    public boolean isCounted() {
        return this == PROSPECTING || this == CUSTOMER || this == ONE_TO_ONE;
    }

    public String word() {
        return Words.word(this);
    }

    public static Optional<StreamClass> ofCode(int code) {
        return Words.find(values(), c -> c.code == code);
    }
}
