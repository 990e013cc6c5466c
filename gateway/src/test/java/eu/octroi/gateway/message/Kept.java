// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Editing;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares a message with what became of it, part by part as another parser sees both: nothing is
 * gone, nothing is new and nothing reads otherwise, but for the clauses in texts that are shown.
 */
final class Kept {
    /** Fields of the root that are ours to remove, replace or add: the table of standards.md. */
    private static final Set<String> OURS =
            Set.of(
                    """
                    auto-submitted bcc cfbl-address cfbl-feedback-id feedback-id list-help list-id
                    list-unsubscribe list-unsubscribe-post resent-bcc return-path
                    """
                            .strip()
                            .split("\\s+"));

    /** What may come to those that were there. */
    private static final Set<String> ADDED = Set.of("date", "message-id", "mime-version");

    /** RFC 5322 section 3.6.4; another one is replaced (L-14). */
    private static final Pattern MESSAGE_ID =
            Pattern.compile("(?is)message-id:\\s*<[^\\s<>@]+@[^\\s<>@]+>\\s*");

    private static final List<String> BLOCKS = List.of("{{octroi.info}}", "{{octroi.unsubscribe}}");

    private final ClauseFacts facts;
    private final Editing editing;
    private int changed;

    private Kept(ClauseFacts facts, Editing editing) {
        this.facts = facts;
        this.editing = editing;
    }

    /**
     * The same tree with clauses in its texts.
     *
     * @return how many texts have them
     */
    static int assertEdited(
            ForeignPart before, ForeignPart after, ClauseFacts facts, Editing editing) {
        Kept kept = new Kept(facts, editing);
        kept.compare(before, after, true, "");
        return kept.changed;
    }

    /** I-30: the message stands whole in the first part, its clauses in two forms in the second. */
    static void assertWrapped(
            ForeignPart before, ForeignPart after, ClauseFacts facts, Editing editing) {
        assertThat(after.type()).isEqualTo("multipart/mixed");
        assertThat(after.children()).hasSize(2);
        ForeignPart clauses = after.children().getLast();
        assertThat(clauses.type()).isEqualTo("multipart/alternative");
        assertThat(clauses.children())
                .extracting(ForeignPart::type)
                .containsExactly("text/plain", "text/html");
        clauses.children().forEach(text -> assertClauses(text, facts, 0, 0));
        Kept kept = new Kept(facts, editing);
        kept.root(
                before.fields().stream().filter(f -> !isContent(f)).toList(),
                after.fields().stream().filter(f -> !isContent(f)).toList());
        ForeignPart whole = after.children().getFirst();
        assertThat(without(whole.fields(), Set.of("content-transfer-encoding")))
                .isEqualTo(
                        without(
                                before.fields().stream().filter(Kept::isContent).toList(),
                                Set.of("content-transfer-encoding")));
        kept.body(before, whole, "/wrapped");
        assertThat(kept.changed).as("texts changed inside").isZero();
    }

    private void compare(ForeignPart before, ForeignPart after, boolean isRoot, String place) {
        String here = place + "/" + before.type();
        if (isRoot) {
            root(
                    before.fields().stream().filter(f -> !isContent(f)).toList(),
                    after.fields().stream().filter(f -> !isContent(f)).toList());
        }
        boolean changes = !after.content().equals(before.content());
        assertThat(described(after, isRoot, changes))
                .as(here)
                .isEqualTo(described(before, isRoot, changes));
        body(before, after, here);
    }

    /** The fields of a part, but for what follows the form of its body or the clauses in it. */
    private static List<String> described(ForeignPart part, boolean isRoot, boolean changes) {
        return part.fields().stream()
                .filter(field -> !isRoot || isContent(field))
                .filter(field -> !name(field).equals("content-transfer-encoding"))
                .map(field -> changes && name(field).equals("content-type") ? plain(field) : field)
                .filter(field -> !field.equals("content-type:text/plain"))
                .toList();
    }

    /** A Content-Type without its charset. */
    private static String plain(String type) {
        String rest = type.replaceAll("(?i);\\s*charset\\s*=\\s*(\"[^\"]*\"|[^;\\s]*)", "");
        return rest.replaceAll("[\\s;]+", " ").toLowerCase(Locale.ROOT).strip();
    }

    private void body(ForeignPart before, ForeignPart after, String here) {
        assertThat(after.type()).as(here).isEqualTo(before.type());
        assertThat(after.attachment()).as(here).isEqualTo(before.attachment());
        assertThat(after.around()).as("around the parts of " + here).isEqualTo(before.around());
        List<ForeignPart> children = withoutDropped(before.children());
        assertThat(after.children()).as(here).hasSameSizeAs(children);
        for (int i = 0; i < children.size(); i++) {
            compare(children.get(i), after.children().get(i), false, here + "[" + i + "]");
        }
        if (!after.content().equals(before.content())) {
            text(before, after, here);
        }
    }

    /** What was dropped on purpose is not expected to arrive (I-27, I-28). */
    private static List<ForeignPart> withoutDropped(List<ForeignPart> parts) {
        return parts.stream()
                .filter(part -> !Set.of("text/x-amp-html", "text/watch-html").contains(part.type()))
                .toList();
    }

    private void text(ForeignPart before, ForeignPart after, String here) {
        assertThat(before.isText() && !before.attachment()).as("changed: " + here).isTrue();
        if (isStrippedAlone(before, after)) {
            return;
        }
        assertClauses(
                after,
                facts,
                Rewrites.count(before.text(), "{{octroi.unsubscribe_url}}"),
                Rewrites.count(before.text(), "{{octroi.notice_url}}"));
        assertThat(after.text()).as(here).doesNotContain("{{octroi");
        words(before, after, here);
        changed++;
    }

    /**
     * Both clauses once with what they must say, and each link as often as was asked for.
     */
    private static void assertClauses(
            ForeignPart text, ClauseFacts facts, int unsubscribeLinks, int noticeLinks) {
        int once = facts.reasons().size();
        assertThat(Shown.leaf(text, facts)).as(text.text()).isEqualTo(new Shown(1, once, once));
        String read = unaccented(text.visible());
        ClauseFacts.Identity identity = facts.identity();
        assertThat(read).contains(identity.registration(), identity.address(), identity.contact());
        for (ClauseFacts.Reasons reasons : facts.reasons()) {
            assertThat(read)
                    .contains(
                            unaccented(reasons.purpose()),
                            unaccented(reasons.reason()),
                            unaccented(reasons.source()));
        }
        assertThat(Rewrites.count(text.text(), Fixture.LINKS.unsubscribeUrl()))
                .isEqualTo(once + unsubscribeLinks);
        assertThat(Rewrites.count(text.text(), Fixture.LINKS.noticeUrl()))
                .isEqualTo(once + noticeLinks);
    }

    private static String unaccented(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    /** I-11, I-12: it reads as it read, with something put in at one place, or at two markers. */
    private static void words(ForeignPart before, ForeignPart after, String here) {
        String old = withoutPixels(before);
        String now = withoutPixels(after);
        boolean placed = false;
        for (String block : BLOCKS) {
            placed |= old.contains(block);
            old = old.replace(block, "");
        }
        old = old.replace("{{octroi.unsubscribe_url}}", Fixture.LINKS.unsubscribeUrl());
        old = old.replace("{{octroi.notice_url}}", Fixture.LINKS.noticeUrl());
        if (!withoutPixels(before).equals(before.text())) {
            // In base64 a blank may fill the group where the pixel stood.
            old = old.replaceAll("\\s", "");
            now = now.replaceAll("\\s", "");
        }
        int start = common(old, now);
        String rest = old.substring(start);
        if (!placed) {
            assertThat(now.substring(start)).as(here).endsWith(rest);
            return;
        }
        String left = now.substring(start);
        int end = common(reversed(rest), reversed(left));
        assertThat(left.substring(0, left.length() - end))
                .as(here)
                .contains(rest.substring(0, rest.length() - end));
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static int common(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length())
                && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }

    /** In base64 a blank may fill the group where the pixel stood. */
    private static boolean isStrippedAlone(ForeignPart before, ForeignPart after) {
        String old = withoutPixels(before).replaceAll("\\s", "");
        return old.equals(withoutPixels(after).replaceAll("\\s", ""));
    }

    /** Pictures from elsewhere may have gone (H-24); which ones is asked in another test. */
    private static String withoutPixels(ForeignPart leaf) {
        return leaf.text().replaceAll("(?is)<img\\b[^>]*https?:[^>]*>", "");
    }

    /** Every field that is not ours is there as it was, in its order, and none is new. */
    private void root(List<String> before, List<String> after) {
        List<String> kept = new ArrayList<>(without(before, OURS));
        kept.removeIf(this::goes);
        Set<String> there = new HashSet<>();
        kept.forEach(field -> there.add(name(field)));
        List<String> now = new ArrayList<>(without(after, OURS));
        assertThat(now).as("our trace").isNotEmpty();
        assertThat(name(now.removeFirst())).as("our trace").isEqualTo("received");
        now.removeIf(field -> ADDED.contains(name(field)) && !there.contains(name(field)));
        assertThat(now).isEqualTo(kept);
    }

    /** What only the name and the stream's choice make ours. */
    private boolean goes(String field) {
        return switch (name(field)) {
            case "message-id" -> !MESSAGE_ID.matcher(field).matches();
            case "authentication-results" -> field.contains(Fixture.HOSTNAME);
            case "dkim-signature" -> editing.toolDkim() == Editing.ToolDkim.REMOVE;
            default -> false;
        };
    }

    private static List<String> without(List<String> fields, Set<String> names) {
        return fields.stream()
                .filter(f -> !names.contains(name(f)) && !name(f).startsWith("x-octroi-"))
                .toList();
    }

    private static boolean isContent(String field) {
        return name(field).startsWith("content-");
    }

    private static String name(String field) {
        return field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT);
    }
}
