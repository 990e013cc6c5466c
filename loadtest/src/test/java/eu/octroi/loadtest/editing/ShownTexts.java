// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.editing;

import eu.octroi.gateway.message.PartSummary;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One way to show a message to a reader, who sees one alternative of each and everything else: how
 * many texts it has, and how often each clause and the link of the copy stand in them. Immutable.
 */
record ShownTexts(int texts, int information, int opposition, int links) {
    static final ShownTexts BLANK = new ShownTexts(0, 0, 0, 0);

    private static final Pattern INFORMATION = Pattern.compile("Pourquoi ce message \\?");
    private static final Pattern OPPOSITION =
            Pattern.compile(
                    "Vous ne souhaitez plus recevoir nos messages|Pour ne plus recevoir nos"
                            + " messages \\(");
    private static final Pattern LINK =
            Pattern.compile(Pattern.quote(EditedCompany.LINKS.unsubscribeUrl()));

    /** What gets clauses; other texts, such as invitations, are not read as the message. */
    private static final Set<String> TYPES =
            Set.of("text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown");

    /**
     * Both clauses once, and the link once or as often as the message asks for it besides.
     *
     * @param marked whether it has markers
     */
    boolean isComplete(boolean marked) {
        boolean linked = marked ? links >= 1 : links == 1;
        return information == 1 && opposition == 1 && linked;
    }

    /** Whether the octets say a clause already, so that counting would mislead. */
    static boolean saysClauses(String octets) {
        return INFORMATION.matcher(octets).find()
                || OPPOSITION.matcher(octets).find()
                || LINK.matcher(octets).find();
    }

    /** Every view of the message whose parts these are; only those in which something is read. */
    static Set<ShownTexts> views(List<PartSummary> parts) {
        Set<ShownTexts> views = new HashSet<>(views(parts, parts.getFirst()));
        views.removeIf(view -> view.texts() == 0);
        return views;
    }

    private static Set<ShownTexts> views(List<PartSummary> parts, PartSummary part) {
        if (!part.holdsParts()) {
            return Set.of(leaf(part));
        }
        if (part.disposition().equals("attachment")) {
            return Set.of(BLANK);
        }
        boolean alternative = part.type().equals("multipart/alternative");
        Set<ShownTexts> views = alternative ? new HashSet<>() : Set.of(BLANK);
        for (PartSummary child : parts) {
            if (isChild(child, part)) {
                Set<ShownTexts> below = views(parts, child);
                if (alternative) {
                    views.addAll(below);
                } else {
                    // The root of a related message is the only text in it, as a rule.
                    views = together(views, below);
                }
            }
        }
        if (alternative) {
            views.removeIf(view -> view.texts() == 0);
        }
        return views.isEmpty() ? Set.of(BLANK) : views;
    }

    private static boolean isChild(PartSummary child, PartSummary part) {
        String path = child.path();
        return path.startsWith(part.path() + ".")
                && path.indexOf('.', part.path().length() + 1) < 0;
    }

    private static ShownTexts leaf(PartSummary part) {
        if (part.text().isEmpty() || !TYPES.contains(part.type())) {
            return BLANK;
        }
        String text = part.text().get().replaceAll("\\s+", " ");
        if (part.type().equals("text/richtext")) {
            text = text.replace("<nl>", " ").replaceAll(" +", " ");
        }
        return new ShownTexts(
                1, count(INFORMATION, text), count(OPPOSITION, text), count(LINK, text));
    }

    private static Set<ShownTexts> together(Set<ShownTexts> views, Set<ShownTexts> others) {
        Set<ShownTexts> sums = new HashSet<>();
        for (ShownTexts one : views) {
            for (ShownTexts other : others) {
                sums.add(
                        new ShownTexts(
                                one.texts + other.texts,
                                one.information + other.information,
                                one.opposition + other.opposition,
                                one.links + other.links));
            }
        }
        return sums;
    }

    private static int count(Pattern wanted, String text) {
        return (int) wanted.matcher(text).results().count();
    }
}
