// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** The names of all header fields of a message and its parts, in order, as others read them. */
final class ForeignFields {
    private ForeignFields() {}

    /** Whether mime4j and Jakarta Mail read the same fields. */
    static boolean agree(byte[] message) {
        try {
            return mime4j(message).equals(jakarta(message));
        } catch (IOException | MessagingException | RuntimeException unreadable) {
            return false;
        }
    }

    private static List<String> mime4j(byte[] message) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
        List<String> names = new ArrayList<>();
        collect(builder.parseMessage(new ByteArrayInputStream(message)), names);
        return names;
    }

    private static void collect(Entity entity, List<String> names) {
        entity.getHeader().getFields().forEach(f -> names.add(name(f.getName())));
        if (entity.getBody() instanceof Multipart multipart) {
            multipart.getBodyParts().forEach(child -> collect(child, names));
        }
    }

    private static List<String> jakarta(byte[] message) throws IOException, MessagingException {
        Session session = Session.getInstance(new Properties());
        List<String> names = new ArrayList<>();
        collect(new MimeMessage(session, new ByteArrayInputStream(message)), names);
        return names;
    }

    private static void collect(Part part, List<String> names)
            throws IOException, MessagingException {
        for (Header field : Collections.list(part.getAllHeaders())) {
            names.add(name(field.getName()));
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof MimeMultipart children) {
            for (int i = 0; i < children.getCount(); i++) {
                collect(children.getBodyPart(i), names);
            }
        }
    }

    private static String name(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
