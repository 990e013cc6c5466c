// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.settings.Editing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of every rewritten message, asked of two parsers nobody here wrote. */
final class Rewrites {
    private static final Pattern SIGNED =
            Pattern.compile("(?i)\nContent-Type: *multipart/signed;[^:]*?boundary=\"([^\"]+)\"");

    private static final Predicate<String> UNKNOWN_ENCODING =
            Pattern.compile(
                            "(?i)content-transfer-encoding:(?!\\s*"
                                    + "(7bit|8bit|binary|quoted-printable|base64)\\s*$).*")
                    .asMatchPredicate();

    private Rewrites() {}

    static byte[] assertSound(Octets message, ClauseFacts facts) {
        return assertSound(message, facts, Editing.DEFAULT);
    }

    static byte[] assertSound(Octets message, ClauseFacts facts, Editing editing) {
        RewritePlan plan = Fixture.planned(message, facts, editing);
        EditedMessage edited = Fixture.edited(message, plan);
        byte[] output = edited.toByteArray();
        assertOnlyEditsDiffer(message, edited, output);
        assertSendable(output, plan.treatment().kind());
        if (holdsSigned(message)) {
            assertSignedKept(message.latin1(), new String(output, StandardCharsets.ISO_8859_1));
        }
        assertComplete(message, output, plan.treatment().kind(), facts, editing);
        return output;
    }

    /**
     * I-03, I-05: asked of what arrived and what came alone. Both parsers see the same tree; it is
     * the sender's, and both clauses stand once in whatever of it a reader may be shown.
     */
    static void assertComplete(
            Octets message,
            byte[] output,
            Treatment.Kind kind,
            ClauseFacts facts,
            Editing editing) {
        ForeignPart after = ForeignParsers.mime4j(output);
        ForeignPart jakarta = ForeignParsers.jakarta(output);
        after.assertSameAs(jakarta);
        Shown.assertComplete(after, facts);
        Shown.assertComplete(jakarta, facts);
        ForeignPart before = ForeignParsers.mime4j(message.toByteArray());
        switch (kind) {
            case EDITED ->
                    assertThat(Kept.assertEdited(before, after, facts, editing)).isPositive();
            case WRAPPED -> {
                Kept.assertWrapped(before, after, facts, editing);
                assertWhole(message, output);
            }
            case UNCHANGED, REPEATED -> throw new AssertionError("no clauses were added");
        }
    }

    /** I-30: octet by octet, between delimiters that it does not hold. */
    private static void assertWhole(Octets message, byte[] output) {
        String text = new String(output, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("\r\nContent-Type: multipart/mixed;\r\n boundary=\"=_octroi_");
        String original = message.latin1();
        String boundary = text.substring(text.indexOf("=_octroi_message_"));
        assertThat(original).doesNotContain(boundary.substring(0, boundary.indexOf('"')));
        int body = original.indexOf("\r\n\r\n");
        if (!message.hasEightBit() && body >= 0) {
            assertThat(text).contains(original.substring(body));
        }
    }

    private static boolean holdsSigned(Octets message) {
        return ForeignParsers.mime4j(message.toByteArray())
                .all()
                .anyMatch(part -> part.type().equals("multipart/signed"));
    }

    /** I-31: from its first delimiter to its last, no octet of what is signed changes. */
    private static void assertSignedKept(String before, String after) {
        Matcher signed = SIGNED.matcher(before);
        while (signed.find()) {
            String delimiter = "--" + signed.group(1);
            int from = before.indexOf(delimiter + "\r\n", signed.end());
            int to = before.indexOf(delimiter + "--", Math.max(0, from));
            if (from >= 0 && to >= 0) {
                assertThat(after).contains(before.substring(from, to));
            }
        }
    }

    /** I-01: taking the edits back gives the original. */
    private static void assertOnlyEditsDiffer(Octets message, EditedMessage edited, byte[] output) {
        ByteArrayOutputStream restored = new ByteArrayOutputStream();
        int from = 0;
        int shift = 0;
        for (Edit edit : edited.edits()) {
            restored.write(output, from + shift, edit.offset() - from);
            Octets removed = message.slice(edit.offset(), edit.end());
            restored.write(removed.array(), removed.offset(), removed.length());
            shift += edit.replacement().length() - edit.length();
            from = edit.end();
        }
        restored.write(output, from + shift, output.length - from - shift);
        assertThat(restored.toByteArray()).isEqualTo(message.toByteArray());
    }

    private static void assertSendable(byte[] output, Treatment.Kind kind) {
        String text = new String(output, StandardCharsets.ISO_8859_1);
        String body = text.substring(text.indexOf("\r\n\r\n"));
        boolean signed = text.contains("multipart/signed");
        if (kind == Treatment.Kind.EDITED && !signed && !mayStayEightBit(output)) {
            assertThat(body.chars().allMatch(c -> c < 0x80)).as("7-bit").isTrue();
        }
        assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(Arrays.stream(text.split("\r\n")).mapToInt(String::length).max().orElse(0))
                .isLessThanOrEqualTo(998);
        String header = text.substring(0, text.indexOf("\r\n\r\n") + 2);
        for (String field :
                List.of(
                        "List-Unsubscribe",
                        "List-Unsubscribe-Post",
                        "List-Id",
                        "X-Octroi-Ref",
                        "Date",
                        "Message-ID",
                        "From",
                        "Received: from outil")) {
            assertThat(
                            count(
                                    "\r\n" + header.toLowerCase(Locale.ROOT),
                                    "\r\n"
                                            + field.toLowerCase(Locale.ROOT)
                                            + (field.contains(":") ? "" : ":")))
                    .as(field)
                    .isEqualTo(1);
        }
        assertThat(header.toLowerCase(Locale.ROOT)).doesNotContain("\nbcc:");
    }

    /** What stands around parts, or in an encoding nobody knows, can be encoded by nobody. */
    private static boolean mayStayEightBit(byte[] message) {
        return ForeignParsers.mime4j(message)
                .all()
                .anyMatch(
                        part ->
                                part.around().chars().anyMatch(c -> c >= 0x80)
                                        || part.fields().stream().anyMatch(UNKNOWN_ENCODING));
    }

    static int count(String text, String wanted) {
        int count = 0;
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            count++;
        }
        return count;
    }

    /** The leaves as mime4j sees them, depth first. */
    static List<ForeignPart> mime4j(byte[] message) {
        return ForeignParsers.mime4j(message).leaves();
    }

    /** The leaves as Jakarta Mail sees them, depth first. */
    static List<ForeignPart> jakarta(byte[] message) {
        return ForeignParsers.jakarta(message).leaves();
    }
}
