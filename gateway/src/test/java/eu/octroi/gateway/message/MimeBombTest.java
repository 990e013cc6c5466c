// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;

/** P8: messages that are small to write and endless to read. */
final class MimeBombTest {
    private static final String HEAD =
            """
            From: a@acme.example
            To: b@b.example
            Subject: x
            Date: Mon, 2 Nov 2026 09:00:00 +0000
            Message-ID: <x@acme.example>
            MIME-Version: 1.0
            """;
    private static final String MIXED = "Content-Type: multipart/mixed; boundary=b\n\n";

    static List<Arguments> bombs() {
        return List.of(
                arguments("10,000 levels", nested(10_000), "nested deeper than 32"),
                arguments("a million parts", MIXED + "--b\n\nx\n".repeat(1_000_000), "1000 parts"),
                arguments("a boundary of 10,000", boundary("b".repeat(10_000)), "structure"),
                arguments("100,000 continuations", continued(100_000), "structure"),
                arguments("100,000 fields", "X-A: b\n".repeat(100_000) + "\nx\n", "header fields"),
                arguments(
                        "one field of 1 MB",
                        "X-A: b\n" + " b\n".repeat(350_000) + "\nx\n",
                        "256 KiB"),
                arguments("soft breaks", quoted("=\n".repeat(500_000)), "edited"),
                arguments("base64 of nothing", base64("\n".repeat(1_000_000)), "edited"),
                arguments("a charset of 10,000", charset("x".repeat(10_000)), "structure"),
                arguments(
                        "encoded words",
                        "X-A: =?utf-8?q?=41?=\n" + "\t=?utf-8?q?=41?=\n".repeat(10_000) + "\nx\n",
                        "edited"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void aBombIsAnsweredInTheTimeOfItsLength(String what, String message, String verdict) {
        // Linear time is some tens of milliseconds; quadratic time would be minutes.
        assertTimeout(
                Duration.ofSeconds(3),
                () ->
                        assertThat(Fixture.verdict(Fixture.message(HEAD + message)))
                                .as(what)
                                .contains(verdict));
    }

    private static String nested(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            text.append("Content-Type: multipart/mixed; boundary=\"b").append(100_000 + i);
            text.append("\"\n\n--b").append(100_000 + i).append('\n');
        }
        return text + "\nx\n";
    }

    private static String boundary(String name) {
        return "Content-Type: multipart/mixed;\n boundary=" + name + "\n\n--" + name + "\n\nx\n";
    }

    /** RFC 2231 section 3. */
    private static String continued(int pieces) {
        StringBuilder text = new StringBuilder("Content-Type: multipart/mixed");
        for (int i = 0; i < pieces; i++) {
            text.append(";\n boundary*").append(i).append("=b");
        }
        return text + "\n\n--b\n\nx\n";
    }

    private static String quoted(String body) {
        return "Content-Transfer-Encoding: quoted-printable\n\nx" + body + "x\n";
    }

    private static String base64(String body) {
        return "Content-Transfer-Encoding: base64\n\neHh4" + body + "eHh4\n";
    }

    private static String charset(String name) {
        return "Content-Type: text/plain;\n charset=" + name + "\n\nx\n";
    }
}
