// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Language;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where clauses go in an HTML text: before the last real {@code </body>}, else before {@code
 * </html>}, else at the end (I-23). Immutable.
 *
 * @param at offset in the decoded text
 * @param closers end tags for what the text left open there
 */
record HtmlPlace(int at, String closers) {
    /** The language of the first html element within what is read. */
    static Optional<Language> language(byte[] html) {
        HtmlTokens tokens = new HtmlTokens(html);
        while (true) {
            switch (tokens.next()) {
                case TEXT, OTHER, END -> {}
                case NONE -> {
                    return Optional.empty();
                }
                case START -> {
                    return tokens.name().equals("html")
                            ? tokens.lang().flatMap(Language::ofTag)
                            : Optional.empty();
                }
            }
        }
    }

    /**
     * Finds the place and checks that every marker stands where it shows.
     *
     * @param appended whether a clause will be put there, so that the place itself must show
     */
    static HtmlPlace find(byte[] html, List<Marker> markers, boolean appended) {
        return new Finder(html, markers).find(appended);
    }

    private static final class Finder {
        private static final int CANDIDATES_MAX = 100;

        private final byte[] html;
        private final HtmlTokens tokens;
        private final List<Marker> markers;
        private final OpenElements open = new OpenElements();
        private int nextMarker;
        private int candidates;
        private final StyleSheet sheet = new StyleSheet();
        private final List<Set<String>> aroundMarkers = new ArrayList<>();
        private boolean inSheet;
        private boolean hiddenRoot;
        private boolean inHead;
        private Candidate body = Candidate.NONE;
        private Candidate root = Candidate.NONE;

        private record Candidate(int at, boolean hidden, String closers) {
            static final Candidate NONE = new Candidate(-1, false, "");
        }

        Finder(byte[] html, List<Marker> markers) {
            this.html = html;
            this.tokens = new HtmlTokens(html);
            this.markers = markers;
        }

        HtmlPlace find(boolean appended) {
            boolean more = true;
            while (more) {
                HtmlTokens.Kind kind = tokens.next();
                checkMarkers(kind);
                switch (kind) {
                    case START -> start(tokens.name());
                    case END -> end(tokens.name());
                    case OTHER -> style();
                    case TEXT -> {}
                    case NONE -> more = false;
                }
            }
            if (hiddenRoot && markers.stream().anyMatch(m -> !m.kind().isUrl())) {
                throw hidden();
            }
            if (aroundMarkers.stream().anyMatch(sheet::hides)) {
                throw Refusal.structure("a marker in an element that a style sheet hides");
            }
            Candidate place = body.at() >= 0 ? body : root.at() >= 0 ? root : here(html.length);
            boolean isStyledAway = sheet.hides(Set.of("div")) || sheet.hides(Set.of("a"));
            if (appended && (place.hidden() || hiddenRoot || isStyledAway)) {
                throw hidden();
            }
            return new HtmlPlace(place.at(), place.closers());
        }

        private static Refusal hidden() {
            return Refusal.structure("HTML that would hide what is added to it");
        }

        private Candidate here(int at) {
            if (++candidates > CANDIDATES_MAX) {
                throw Refusal.structure("HTML that ends its body again and again");
            }
            return new Candidate(at, open.isHidden(), open.closers());
        }

        private void style() {
            if (inSheet) {
                int from = tokens.start();
                sheet.add(new String(html, from, tokens.end() - from, StandardCharsets.ISO_8859_1));
                inSheet = false;
            }
        }

        private void start(String name) {
            inSheet = name.equals("style");
            switch (name) {
                case "html", "body" -> {
                    hiddenRoot |= tokens.hiding().hides();
                    inHead = false;
                }
                case "head" -> inHead = true;
                default -> {
                    checkForeign(name);
                    if (!tokens.isSelfClosingForeign()) {
                        open.start(name, tokens.hiding(), names());
                    }
                }
            }
        }

        /**
         * Some tags lead out of SVG and MathML, others back into HTML inside them, and end tags
         * then reach further than it looks. Whatever could hide a clause by that is refused.
         */
        private void checkForeign(String name) {
            if (tokens.isInForeign()
                    && (HtmlElements.isHtmlOnly(name) || tokens.hiding().hides())) {
                throw Refusal.structure("HTML or hidden elements inside SVG or MathML");
            }
        }

        private void end(String name) {
            switch (name) {
                case "body" -> body = here(tokens.start());
                case "html" -> root = here(tokens.start());
                case "head" -> inHead = false;
                default -> open.end(name);
            }
        }

        private void checkMarkers(HtmlTokens.Kind kind) {
            while (nextMarker < markers.size() && markers.get(nextMarker).at() < tokens.end()) {
                Marker.Kind marker = markers.get(nextMarker++).kind();
                boolean shown =
                        switch (kind) {
                            case TEXT -> marker.isUrl() || isShownHere();
                            case START -> marker.isUrl();
                            case END, OTHER, NONE -> false;
                        };
                if (!marker.isUrl()) {
                    aroundMarkers.addAll(open.names());
                }
                if (!shown) {
                    throw Refusal.structure("a marker where nobody would see what replaces it");
                }
            }
        }

        /** Needed around markers only, and those are rare. */
        private Set<String> names() {
            return markers.isEmpty() ? Set.of() : tokens.names();
        }

        private boolean isShownHere() {
            return !inHead
                    && !hiddenRoot
                    && !open.isHidden()
                    && !open.isInAnchor()
                    && !open.isBetweenCells();
        }
    }
}
