// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

final class MessageHeadTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    # field, RFC 6376 section 3.4.5     | canonical form
                    "A: X"                              | "a:X"
                    "B : Y\\t\\r\\n\\tZ  "              | "b:Y Z"
                    "Subject:   a   b  "                | "subject:a b"
                    "Subject:\\r\\n folded"             | "subject:folded"
                    "Subject: a\\r\\n \\r\\n b"         | "subject:a b"
                    "SUBJECT:"                          | "subject:"
                    "Subject: \\t "                     | "subject:"
                    "Subject: a:b"                      | "subject:a:b"
                    """)
    void fieldsHaveTheirCanonicalForm(String field, String canonical) {
        MessageHead head = head(field.translateEscapes() + "\r\n\r\nbody");

        assertThat(canonical(head)).isEqualTo(canonical.translateEscapes());
    }

    @Test
    void whereAMessageIsCutDoesNotMatter() {
        String message = "From: a\r\nTo: b\r\n c\r\n\r\nbody\r\n\r\nmore";

        for (int cut = 0; cut <= message.length(); cut++) {
            MessageHead head = head(message.substring(0, cut), message.substring(cut));

            assertThat(canonical(head)).as("cut at %d", cut).isEqualTo("from:a|to:b c");
            assertThat(body(head)).as("cut at %d", cut).isEqualTo("body\r\n\r\nmore");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    # message                  | fields    | body
                    "\\r\\nbody"               | ""        | "body"
                    "A: x\\r\\n"               | "a:x"     | ""
                    "A: x"                     | "a:x"     | ""
                    "A: x\\r\\n\\r\\n"         | "a:x"     | ""
                    "nonsense\\r\\nA: x\\r\\n" | "a:x"     | ""
                    ": x\\r\\nA: y\\r\\n"      | "a:y"     | ""
                    ""                         | ""        | ""
                    """)
    void oddMessagesAreSplitToo(String message, String fields, String body) {
        MessageHead head = head(message.translateEscapes());

        assertThat(canonical(head)).isEqualTo(fields);
        assertThat(body(head)).isEqualTo(body);
    }

    private static MessageHead head(String... pieces) {
        return MessageHead.of(List.of(pieces).stream().map(Octets::of).toList());
    }

    private static String canonical(MessageHead head) {
        ByteBuffer out = ByteBuffer.allocate(1000);
        return head.fields().stream()
                .map(
                        f -> {
                            MessageHead.putRelaxed(
                                    out.clear(), f.name(), head.octets(), f.valueStart(), f.end());
                            return StandardCharsets.ISO_8859_1.decode(out.flip()).toString();
                        })
                .collect(Collectors.joining("|"));
    }

    private static String body(MessageHead head) {
        return head.body().stream().map(Octets::latin1).collect(Collectors.joining());
    }
}
