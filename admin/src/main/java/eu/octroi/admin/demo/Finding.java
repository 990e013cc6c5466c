// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import eu.octroi.admin.demo.SampleTool.Answer;

import java.util.List;

/**
 * How one mail of the demo ended. Immutable.
 *
 * @param asExpected whether it ended as it should
 * @param what the decision in a few words
 * @param details the gateway's answer and what was found, one line each
 */
record Finding(boolean asExpected, String what, List<String> details) {
    Finding {
        details = List.copyOf(details);
    }

    static Finding failed(String what, Answer answer, String why) {
        return new Finding(false, what, List.of(answer.toString(), why));
    }

    /** As expected when the gateway refused with {@code code} and {@code tag}. */
    static Finding refused(String what, Answer answer, int code, String tag) {
        boolean expected = answer.code() == code && answer.text().contains("[" + tag + "]");
        return expected
                ? new Finding(true, what, List.of(answer.toString()))
                : failed(what, answer, "expected " + code + " [" + tag + "]");
    }
}
