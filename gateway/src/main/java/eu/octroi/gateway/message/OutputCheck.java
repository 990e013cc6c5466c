// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Treatment;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a finished copy and what it was made of with a parser nobody here wrote, and compares
 * (I-05): the same parts, no content changed save texts that now hold the link of the copy. It
 * costs more than editing, so that it runs only where the settings ask for it. Thread-safe.
 */
public final class OutputCheck {
    private static final String ALTERNATIVE = "multipart/alternative";
    private static final Set<String> TEXTS = Set.of("text/plain", "text/html");
    private static final String DROPPED = "dropped=";

    private OutputCheck() {}

    /**
     * What is wrong with the copy, if anything.
     *
     * @param link to opt out, which stands in each text that has clauses
     */
    public static Optional<String> fault(EditedMessage copy, Treatment treatment, String link) {
        try {
            List<Leaf> before = leaves(copy.original().toByteArray());
            List<Leaf> after = leaves(copy.toByteArray());
            return switch (treatment.kind()) {
                case EDITED -> edited(before, after, treatment.notes(), link);
                case WRAPPED -> wrapped(before, after, link);
                case UNCHANGED, REPEATED -> unchanged(before, after);
            };
        } catch (MessagingException | IOException unreadable) {
            return Optional.of("it cannot be read");
        }
    }

    /**
     * One part without parts.
     *
     * @param alternatives number of the multipart/alternative it is a child of; 0: of none
     */
    private record Leaf(
            String type, boolean attachment, Charset charset, Octets content, int alternatives) {
        boolean isAs(Leaf other) {
            return type.equals(other.type) && attachment == other.attachment;
        }

        boolean holds(String link) {
            return content.string(charset).contains(link);
        }

        boolean isShownText() {
            return TEXTS.contains(type) && !attachment;
        }
    }

    private static Optional<String> edited(
            List<Leaf> before, List<Leaf> after, List<String> notes, String link) {
        boolean stripped = notes.stream().anyMatch(note -> note.startsWith("pixels="));
        int at = 0;
        for (Leaf was : before) {
            if (at == after.size() || !after.get(at).isAs(was)) {
                if (!notes.contains(DROPPED + was.type())) {
                    return Optional.of("a part of type " + was.type() + " is not in its place");
                }
                continue;
            }
            Leaf is = after.get(at++);
            boolean mayDiffer = is.holds(link) || (stripped && is.type().equals("text/html"));
            if (!mayDiffer && !is.content().equals(was.content())) {
                return Optional.of("a part of type " + was.type() + " has changed");
            }
        }
        return at < after.size() ? Optional.of("it has more parts") : linked(after, link);
    }

    /** Somewhere, and in an alternative in each of its texts. */
    private static Optional<String> linked(List<Leaf> after, String link) {
        Set<Integer> linked =
                after.stream()
                        .filter(leaf -> leaf.holds(link))
                        .map(Leaf::alternatives)
                        .collect(Collectors.toSet());
        boolean everywhere =
                after.stream()
                        .filter(leaf -> leaf.alternatives() > 0 && leaf.isShownText())
                        .filter(leaf -> linked.contains(leaf.alternatives()))
                        .allMatch(leaf -> leaf.holds(link));
        return linked.isEmpty() || !everywhere
                ? Optional.of("a text has no clauses")
                : Optional.empty();
    }

    private static Optional<String> wrapped(List<Leaf> before, List<Leaf> after, String link) {
        int count = before.size();
        if (after.size() != count + 2) {
            return Optional.of("it does not stand whole beside two texts");
        }
        boolean said = after.subList(count, count + 2).stream().allMatch(l -> l.holds(link));
        return said
                ? unchanged(before, after.subList(0, count))
                : Optional.of("a text has no clauses");
    }

    private static Optional<String> unchanged(List<Leaf> before, List<Leaf> after) {
        boolean same = before.size() == after.size();
        for (int i = 0; same && i < before.size(); i++) {
            same =
                    after.get(i).isAs(before.get(i))
                            && after.get(i).content().equals(before.get(i).content());
        }
        return same ? Optional.empty() : Optional.of("a part that may not change has changed");
    }

    private static List<Leaf> leaves(byte[] message) throws MessagingException, IOException {
        Session session = Session.getInstance(new Properties());
        Walk walk = new Walk();
        walk.add(new MimeMessage(session, new ByteArrayInputStream(message)), 0);
        return walk.leaves;
    }

    /** Gathers the leaves of one message. */
    private static final class Walk {
        private final List<Leaf> leaves = new ArrayList<>();
        private int alternatives;

        /** Mail programs show a forwarded message as one thing. */
        void add(Part part, int around) throws MessagingException, IOException {
            String type = part.getContentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (!type.startsWith("multipart/")) {
                boolean attachment = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
                leaves.add(new Leaf(type, attachment, charset(part), content(part, type), around));
                return;
            }
            int number = type.equals(ALTERNATIVE) ? ++alternatives : 0;
            MimeMultipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
            for (int i = 0; i < parts.getCount(); i++) {
                add(parts.getBodyPart(i), number);
            }
        }
    }

    private static Charset charset(Part part) throws MessagingException {
        try {
            String name = new ContentType(part.getContentType()).getParameter("charset");
            return name == null ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
        } catch (ParseException | IllegalArgumentException unknown) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    /** What the parser cannot decode is compared as it stands. */
    private static Octets content(Part part, String type) throws MessagingException, IOException {
        if (type.startsWith("message/")) {
            return raw(part);
        }
        try {
            return Octets.of(part.getInputStream().readAllBytes());
        } catch (MessagingException | IOException undecodable) {
            return raw(part);
        }
    }

    private static Octets raw(Part part) throws MessagingException, IOException {
        byte[] octets =
                part instanceof MimeBodyPart body
                        ? body.getRawInputStream().readAllBytes()
                        : ((MimeMessage) part).getRawInputStream().readAllBytes();
        return Octets.of(octets);
    }
}
