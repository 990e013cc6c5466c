// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail of one part as it came out of the gateway, read the way a mail client would. Immutable.
 *
 * @param header the header fields, unfolded, in order
 * @param body the body as it was on the wire, one character per octet
 */
record ReceivedMail(List<String> header, String body) {
    private static final Pattern CHARSET =
            Pattern.compile("charset=\"?([\\w-]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HTTP_LINK = Pattern.compile("<(https?://[^>]+)>");

    ReceivedMail {
        header = List.copyOf(header);
    }

    static ReceivedMail parse(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        String unfolded = head.replaceAll("\r\n(?=[ \t])", "");
        return new ReceivedMail(unfolded.lines().toList(), end < 0 ? "" : text.substring(end + 4));
    }

    Optional<String> field(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return header.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }

    /** The link of List-Unsubscribe, where a mail client's button leads (RFC 8058 section 3.1). */
    Optional<String> unsubscribeLink() {
        return field("List-Unsubscribe")
                .map(HTTP_LINK::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1));
    }

    boolean isSevenBit() {
        return body.chars().allMatch(c -> c < 0x80)
                && header.stream().allMatch(line -> line.chars().allMatch(c -> c < 0x80));
    }

    /** The body as its reader sees it: transfer encoding and charset undone. */
    String text() {
        String encoding = field("Content-Transfer-Encoding").orElse("7bit");
        byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
        try (InputStream decoded = MimeUtility.decode(new ByteArrayInputStream(octets), encoding)) {
            return new String(decoded.readAllBytes(), charset());
        } catch (MessagingException | IOException e) {
            throw new DemoFailedException("the mailbox got what it cannot decode: " + e, e);
        }
    }

    private Charset charset() {
        Matcher named = CHARSET.matcher(field("Content-Type").orElse(""));
        return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.US_ASCII;
    }
}
