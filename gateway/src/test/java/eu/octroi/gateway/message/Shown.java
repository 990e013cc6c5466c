// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Language;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One way to show a message to a reader, who sees one alternative of each and everything else: how
 * many texts it has, and how often each clause is in them. Immutable.
 *
 * @param texts how many parts are read as text
 * @param information how often clause A begins
 * @param opposition how often clause B begins
 */
record Shown(int texts, int information, int opposition) {
    /** Nothing to read. */
    private static final Shown BLANK = new Shown(0, 0, 0);

    /** Nobody sees, or not everybody, what stands in these. */
    private static final Set<String> UNSEEN =
            Set.of(
                    """
                    applet audio button canvas datalist details dialog frameset head iframe marquee
                    math meter noembed noframes noscript object optgroup option plaintext progress
                    rp script select style summary svg template textarea title video xmp
                    """
                            .strip()
                            .split("\\s+"));

    private static final Pattern HIDES =
            Pattern.compile("(?i)display\\s*:\\s*none|visibility\\s*:\\s*hidden");

    /** RFC 2046 section 5.1, 2387 section 3.2: every view of the message. */
    static Set<Shown> views(ForeignPart part, ClauseFacts facts) {
        if (part.attachment()) {
            return Set.of(BLANK);
        }
        if (!part.isMultipart()) {
            return Set.of(part.isText() ? leaf(part, facts) : BLANK);
        }
        List<Set<Shown>> below = part.children().stream().map(c -> views(c, facts)).toList();
        Set<Shown> views = Set.of(BLANK);
        switch (part.type()) {
            case "multipart/alternative" -> {
                views = new HashSet<>();
                below.forEach(views::addAll);
                views.removeIf(view -> view.texts() == 0);
            }
            case "multipart/related" -> views = below.get(root(part));
            default -> {
                for (Set<Shown> child : below) {
                    views = together(views, child);
                }
            }
        }
        return views.isEmpty() ? Set.of(BLANK) : views;
    }

    /** Both clauses once in whatever a reader may be shown. */
    static void assertComplete(ForeignPart message, ClauseFacts facts) {
        int once = facts.reasons().size();
        List<Shown> read = views(message, facts).stream().filter(v -> v.texts() > 0).toList();

        assertThat(read).as("something to read").isNotEmpty();
        assertThat(read)
                .allSatisfy(
                        view -> {
                            assertThat(view.information()).as("clause A").isEqualTo(once);
                            assertThat(view.opposition()).as("clause B").isEqualTo(once);
                        });
    }

    static Shown leaf(ForeignPart text, ClauseFacts facts) {
        String words = text.visible();
        int information = 0;
        int opposition = 0;
        for (ClauseFacts.Reasons reasons : facts.reasons()) {
            for (String begin : information(reasons.language(), facts.length())) {
                information += Rewrites.count(words, begin);
                assertVisible(text, begin);
            }
            for (String begin : opposition(reasons.language())) {
                opposition += Rewrites.count(words, begin);
                assertVisible(text, begin);
            }
        }
        return new Shown(1, information, opposition);
    }

    /** no element around a clause keeps it from being seen. */
    private static void assertVisible(ForeignPart text, String begin) {
        if (!text.type().equals("text/html")) {
            return;
        }
        for (Element element : Jsoup.parse(text.text()).getElementsContainingOwnText(begin)) {
            for (Element around : element.parents()) {
                assertThat(UNSEEN).as(element.outerHtml()).doesNotContain(around.normalName());
                assertThat(around.hasAttr("hidden")).as(around.tagName()).isFalse();
                assertThat(around.attr("style")).doesNotContainPattern(HIDES);
            }
        }
    }

    private static List<String> information(Language language, ClauseFacts.Length length) {
        return switch (length) {
            case LONG ->
                    switch (language) {
                        case FR -> List.of("Pourquoi ce message ?");
                        case EN -> List.of("Why this message?");
                    };
            case SHORT ->
                    switch (language) {
                        case FR ->
                                List.of(
                                        "message professionnel envoyé en raison de :",
                                        "message professionnel envoye en raison de :");
                        case EN -> List.of("business message sent because");
                    };
        };
    }

    private static List<String> opposition(Language language) {
        return switch (language) {
            case FR ->
                    List.of(
                            "Vous ne souhaitez plus recevoir nos messages ?",
                            "Pour ne plus recevoir nos messages (");
            case EN -> List.of("Prefer not to hear from us again?");
        };
    }

    private static Set<Shown> together(Set<Shown> views, Set<Shown> others) {
        Set<Shown> sums = new HashSet<>();
        for (Shown one : views) {
            for (Shown other : others) {
                sums.add(
                        new Shown(
                                one.texts + other.texts,
                                one.information + other.information,
                                one.opposition + other.opposition));
            }
        }
        return sums;
    }

    private static int root(ForeignPart related) {
        for (int i = 0; i < related.children().size(); i++) {
            String id = related.children().get(i).label().id();
            if (!id.isEmpty() && id.equals(related.label().start())) {
                return i;
            }
        }
        return 0;
    }
}
