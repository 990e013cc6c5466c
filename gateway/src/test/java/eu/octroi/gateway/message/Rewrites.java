// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.settings.Editing;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jsoup.Jsoup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of every rewritten message, asked of two parsers nobody here wrote. */
final class Rewrites {
    /** One leaf as an independent parser sees it. */
    record Leaf(String type, boolean attachment, String charset, Octets content) {
        String text() {
            return content.string(known());
        }

        private Charset known() {
            try {
                return Charset.forName(charset);
            } catch (IllegalArgumentException unknown) {
                return StandardCharsets.ISO_8859_1;
            }
        }
    }

    private static final Pattern SIGNED =
            Pattern.compile("(?i)\nContent-Type: *multipart/signed;[^:]*?boundary=\"([^\"]+)\"");

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
        assertSignedKept(message.latin1(), new String(output, StandardCharsets.ISO_8859_1));
        List<Leaf> before = mime4j(message.toByteArray());
        List<Leaf> after = mime4j(output);
        assertSame(after, jakarta(output));
        switch (plan.treatment().kind()) {
            case EDITED -> assertEdited(shown(before), after);
            case WRAPPED -> assertWrapped(message, output, before, after);
            case UNCHANGED, REPEATED -> throw new AssertionError("no clauses were added");
        }
        return output;
    }

    private static void assertEdited(List<Leaf> before, List<Leaf> after) {
        assertThat(after).hasSameSizeAs(before);
        int shown = 0;
        for (int i = 0; i < after.size(); i++) {
            shown += assertLeaf(before.get(i), after.get(i));
        }
        assertThat(shown).isPositive();
    }

    /** I-30: the message stands whole in the first part, its clauses twice in the second. */
    private static void assertWrapped(
            Octets message, byte[] output, List<Leaf> before, List<Leaf> after) {
        assertThat(after).hasSize(before.size() + 2);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).content()).isEqualTo(before.get(i).content());
        }
        String text = new String(output, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("\r\nContent-Type: multipart/mixed;\r\n boundary=\"=_octroi_");
        String original = message.latin1();
        String boundary = text.substring(text.indexOf("=_octroi_message_"));
        assertThat(original).doesNotContain(boundary.substring(0, boundary.indexOf('"')));
        int body = original.indexOf("\r\n\r\n");
        if (!message.hasEightBit()) {
            assertThat(text).contains(original.substring(body));
        }
        assertClauses(after.get(after.size() - 2), 0, 0);
        assertClauses(after.getLast(), 0, 0);
    }

    /** What was dropped on purpose is not expected to arrive (I-27, I-28). */
    private static List<Leaf> shown(List<Leaf> leaves) {
        return leaves.stream()
                .filter(leaf -> !leaf.type().equals("text/x-amp-html"))
                .filter(leaf -> !leaf.type().equals("text/watch-html"))
                .toList();
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
        if (kind == Treatment.Kind.EDITED && !signed) {
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

    private static int assertLeaf(Leaf before, Leaf after) {
        assertThat(after.type()).isEqualTo(before.type());
        if (before.content().equals(after.content())) {
            return 0;
        }
        assertThat(after.attachment()).isFalse();
        if (isStrippedAlone(before, after)) {
            return 0;
        }
        assertClauses(
                after,
                count(before.text(), "{{octroi.unsubscribe_url}}"),
                count(before.text(), "{{octroi.notice_url}}"));
        assertThat(after.text()).doesNotContain("{{");
        assertKept(before, after);
        return 1;
    }

    /** Both clauses once, and each link once more than the text asked for. */
    private static void assertClauses(Leaf leaf, int unsubscribeLinks, int noticeLinks) {
        String text = visible(leaf);
        assertThat(
                        count(text, "Pourquoi ce message ?")
                                + count(text, "Why this message?")
                                + count(text, "message professionnel envoye"))
                .as(text)
                .isEqualTo(1);
        assertThat(
                        count(text, "Vous ne souhaitez plus recevoir")
                                + count(text, "Pour ne plus recevoir")
                                + count(text, "Prefer not to hear from us"))
                .as(text)
                .isEqualTo(1);
        assertThat(count(leaf.text(), Fixture.LINKS.unsubscribeUrl()))
                .isEqualTo(1 + unsubscribeLinks);
        assertThat(count(leaf.text(), Fixture.LINKS.noticeUrl())).isEqualTo(1 + noticeLinks);
    }

    /**
     * I-11, I-12: what was there reads as it read, up to where the clauses begin and after them.
     */
    private static void assertKept(Leaf before, Leaf after) {
        if (before.text().contains("{{octroi")) {
            return;
        }
        String old = withoutPixels(before);
        String now = withoutPixels(after);
        int same = 0;
        while (same < old.length() && old.charAt(same) == now.charAt(same)) {
            same++;
        }
        assertThat(now).endsWith(old.substring(same));
    }

    /** In base64 a blank may fill the group where the pixel stood. */
    private static boolean isStrippedAlone(Leaf before, Leaf after) {
        String old = withoutPixels(before).replaceAll("\\s", "");
        return old.equals(withoutPixels(after).replaceAll("\\s", ""));
    }

    /** Pictures from elsewhere may have gone (H-24); which ones is asked in another test. */
    private static String withoutPixels(Leaf leaf) {
        return leaf.text().replaceAll("(?is)<img\\b[^>]*https?:[^>]*>", "");
    }

    private static String visible(Leaf leaf) {
        String text =
                leaf.type().equals("text/html") ? Jsoup.parse(leaf.text()).text() : leaf.text();
        return text.replaceAll("\\s+", " ");
    }

    static int count(String text, String wanted) {
        int count = 0;
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            count++;
        }
        return count;
    }

    static void assertSame(List<Leaf> one, List<Leaf> other) {
        assertThat(one).hasSameSizeAs(other);
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i).type()).isEqualTo(other.get(i).type());
            assertThat(one.get(i).content()).isEqualTo(other.get(i).content());
        }
    }

    static List<Leaf> mime4j(byte[] message) {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
        try {
            Message parsed = builder.parseMessage(new ByteArrayInputStream(message));
            List<Leaf> leaves = new ArrayList<>();
            collect(parsed, leaves);
            return leaves;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(Entity entity, List<Leaf> leaves) throws IOException {
        Body body = entity.getBody();
        if (body instanceof Multipart multipart) {
            for (Entity child : multipart.getBodyParts()) {
                collect(child, leaves);
            }
            return;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        if (body instanceof SingleBody single) {
            single.getInputStream().transferTo(content);
        }
        boolean attachment = "attachment".equalsIgnoreCase(entity.getDispositionType());
        leaves.add(
                new Leaf(
                        entity.getMimeType(),
                        attachment,
                        Objects.requireNonNullElse(entity.getCharset(), "us-ascii"),
                        Octets.of(content.toByteArray())));
    }

    static List<Leaf> jakarta(byte[] message) {
        try {
            Session session = Session.getInstance(new Properties());
            List<Leaf> leaves = new ArrayList<>();
            collect(new MimeMessage(session, new ByteArrayInputStream(message)), leaves);
            return leaves;
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collect(Part part, List<Leaf> leaves)
            throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            MimeMultipart multipart = (MimeMultipart) part.getContent();
            boolean digest = part.isMimeType("multipart/digest");
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart child = multipart.getBodyPart(i);
                if (digest && child.getHeader("Content-Type") == null) {
                    // RFC 2046 section 5.1.5, which this parser leaves to its callers.
                    leaves.add(new Leaf("message/rfc822", false, "", Octets.of(new byte[0])));
                } else {
                    collect(child, leaves);
                }
            }
            return;
        }
        String type = part.getContentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean attachment = "attachment".equalsIgnoreCase(part.getDisposition());
        // A forwarded message is one leaf without content, as the other parser has it.
        byte[] content = type.startsWith("message/rfc822") ? new byte[0] : content(part);
        leaves.add(new Leaf(type, attachment, "", Octets.of(content)));
    }

    /** What the parser cannot decode is octets, and so is uuencode, as the other has it. */
    private static byte[] content(Part part) throws MessagingException, IOException {
        String[] encoding = part.getHeader("Content-Transfer-Encoding");
        if (encoding != null && encoding[0].toLowerCase(Locale.ROOT).contains("uue")) {
            return raw(part);
        }
        try {
            return part.getInputStream().readAllBytes();
        } catch (MessagingException | IOException unknown) {
            return raw(part);
        }
    }

    private static byte[] raw(Part part) throws MessagingException, IOException {
        return part instanceof MimeBodyPart body
                ? body.getRawInputStream().readAllBytes()
                : ((MimeMessage) part).getRawInputStream().readAllBytes();
    }
}
