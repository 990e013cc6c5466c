// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;

import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mime4j and Jakarta Mail, each made to tell all it sees of a message. */
final class ForeignParsers {
    private static final Octets NOTHING = Octets.of(new byte[0]);
    private static final Session SESSION = Session.getInstance(new Properties());

    private ForeignParsers() {}

    static ForeignPart mime4j(byte[] message) {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
        try {
            return part(builder.parseMessage(new ByteArrayInputStream(message)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ForeignPart part(Entity entity) throws IOException {
        List<ForeignPart> children = new ArrayList<>();
        Octets content = NOTHING;
        String around = "";
        switch (entity.getBody()) {
            case Multipart multipart -> {
                for (Entity child : multipart.getBodyParts()) {
                    children.add(part(child));
                }
                around = multipart.getPreamble() + "\u0000" + multipart.getEpilogue();
            }
            case Message message -> {
                if (isIdentity(entity.getContentTransferEncoding())) {
                    children.add(part(message));
                }
            }
            case SingleBody single -> {
                ByteArrayOutputStream octets = new ByteArrayOutputStream();
                single.getInputStream().transferTo(octets);
                content = Octets.of(octets.toByteArray());
            }
            case null, default -> {}
        }
        List<String> fields =
                entity.getHeader().getFields().stream()
                        .map(f -> f.getName().strip() + ":" + f.getBody())
                        .toList();
        return new ForeignPart(label(entity), content, children, fields, around);
    }

    private static ForeignPart.Label label(Entity entity) {
        String start = "";
        if (entity.getHeader().getField("Content-Type") instanceof ContentTypeField type) {
            start = Objects.requireNonNullElse(type.getParameter("start"), "");
        }
        var id = entity.getHeader().getField("Content-ID");
        return new ForeignPart.Label(
                entity.getMimeType(),
                "attachment".equalsIgnoreCase(entity.getDispositionType()),
                charset(entity.getCharset()),
                id == null ? "" : id.getBody().strip(),
                start.strip());
    }

    static ForeignPart jakarta(byte[] message) {
        try {
            return part(new MimeMessage(SESSION, new ByteArrayInputStream(message)));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ForeignPart part(Part part) throws MessagingException, IOException {
        List<ForeignPart> children = new ArrayList<>();
        Octets content = NOTHING;
        ForeignPart.Label label = label(part);
        if (label.type().startsWith("multipart/")) {
            MimeMultipart multipart = (MimeMultipart) part.getContent();
            for (int i = 0; i < multipart.getCount(); i++) {
                Part child = multipart.getBodyPart(i);
                boolean digested = part.isMimeType("multipart/digest");
                boolean unlabelled = child.getHeader("Content-Type") == null;
                children.add(digested && unlabelled ? forwarded(child) : part(child));
            }
        } else if (label.type().equals("message/rfc822")) {
            if (isIdentity(encoding(part))) {
                children.add(inside(part));
            }
        } else {
            content = Octets.of(content(part));
        }
        return new ForeignPart(label, content, children, fields(part), "");
    }

    /** RFC 2046 section 5.1.5, which this parser leaves to its callers. */
    private static ForeignPart forwarded(Part part) throws MessagingException, IOException {
        ForeignPart.Label label = label(part);
        return new ForeignPart(
                new ForeignPart.Label(
                        "message/rfc822",
                        label.attachment(),
                        label.charset(),
                        label.id(),
                        label.start()),
                NOTHING,
                List.of(inside(part)),
                fields(part),
                "");
    }

    private static ForeignPart inside(Part part) throws MessagingException, IOException {
        return part(new MimeMessage(SESSION, new ByteArrayInputStream(raw(part))));
    }

    private static List<String> fields(Part part) throws MessagingException {
        List<String> fields = new ArrayList<>();
        for (Header field : Collections.list(part.getAllHeaders())) {
            fields.add(field.getName().strip() + ":" + field.getValue());
        }
        return fields;
    }

    private static ForeignPart.Label label(Part part) throws MessagingException {
        String type = part.getContentType();
        String[] id = part.getHeader("Content-ID");
        return new ForeignPart.Label(
                type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT),
                "attachment".equalsIgnoreCase(part.getDisposition()),
                charset(parameter(type, "charset")),
                id == null ? "" : id[0].strip(),
                parameter(type, "start").strip());
    }

    private static String parameter(String type, String name) {
        try {
            return Objects.requireNonNullElse(new ContentType(type).getParameter(name), "");
        } catch (ParseException unreadable) {
            // One odd parameter makes this parser drop all; mail programs read the others.
            Matcher found =
                    Pattern.compile("(?i);\\s*" + name + "\\s*=\\s*\"?([^\";\\s]+)").matcher(type);
            return found.find() ? found.group(1) : "";
        }
    }

    private static String charset(@Nullable String name) {
        return name == null || name.isEmpty() ? "us-ascii" : name.toLowerCase(Locale.ROOT);
    }

    /** What the parser cannot decode is octets, and so is uuencode, as the other has it. */
    private static byte[] content(Part part) throws MessagingException, IOException {
        if (encoding(part).contains("uue")) {
            return raw(part);
        }
        try {
            return part.getInputStream().readAllBytes();
        } catch (MessagingException | IOException unknown) {
            return raw(part);
        }
    }

    private static String encoding(Part part) throws MessagingException {
        String[] encoding = part.getHeader("Content-Transfer-Encoding");
        return encoding == null ? "7bit" : encoding[0].strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isIdentity(String encoding) {
        return List.of("7bit", "8bit", "binary").contains(encoding);
    }

    private static byte[] raw(Part part) throws MessagingException, IOException {
        return part instanceof MimeBodyPart body
                ? body.getRawInputStream().readAllBytes()
                : ((MimeMessage) part).getRawInputStream().readAllBytes();
    }
}
