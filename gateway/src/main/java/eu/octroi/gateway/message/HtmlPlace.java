// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Languages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Where clauses go in an HTML text: before the last real {@code </body>}, else before {@code
 * </html>}, else at the end (I-23). Immutable.
 *
 * @param at offset in the decoded text
 * @param closers end tags for what the text left open there
 */
record HtmlPlace(int at, String closers) {
    /** The language of the first html element within what is read. */
    static Optional<Languages> language(byte[] html) {
        HtmlTokens tokens = new HtmlTokens(html);
        while (true) {
            switch (tokens.next()) {
                case TEXT, OTHER, END -> {}
                case NONE -> {
                    return Optional.empty();
                }
                case START -> {
                    return tokens.element().is("html")
                            ? tokens.lang().flatMap(Languages::ofTag)
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
        return find(html, markers, appended, new TrackingPixels());
    }

    /**
     * The same, and shows each image to {@code pixels} on the way.
     *
     * @param appended whether a clause will be put there, so that the place itself must show
     */
    static HtmlPlace find(
            byte[] html, List<Marker> markers, boolean appended, TrackingPixels pixels) {
        return new Finder(html, markers, pixels).find(appended);
    }

    private static final class Finder {
        private static final int CANDIDATES_MAX = 100;
        private static final List<Set<String>> OURS =
                List.of(Set.of("div"), Set.of("span"), Set.of("a"));

        private static final HtmlElement BLOCK = HtmlElements.known("div");

        private final byte[] html;
        private final HtmlTokens tokens;
        private final List<Marker> markers;
        private final TrackingPixels pixels;
        private final OpenElements open = new OpenElements();
        private final BooleanSupplier veiled = open::isVeiled;
        private int nextMarker;
        private int candidates;
        private final StyleSheet sheet = new StyleSheet();
        private final List<Set<String>> aroundMarkers = new ArrayList<>();
        private final Set<String> htmlNames = new HashSet<>(Set.of("html"));
        private final Set<String> bodyNames = new HashSet<>(Set.of("body"));
        private final List<Set<String>> afterPlace = new ArrayList<>();
        private final OfficeConditions conditions = new OfficeConditions(sheet);
        private final EmptyLines emptyLines = new EmptyLines();
        private boolean inSheet;
        private boolean hiddenRoot;
        private boolean inHead;
        private boolean coveredPlace;
        private Candidate body = Candidate.NONE;
        private Candidate root = Candidate.NONE;

        private record Candidate(int at, boolean hidden, String closers) {
            static final Candidate NONE = new Candidate(-1, false, "");
        }

        Finder(byte[] html, List<Marker> markers, TrackingPixels pixels) {
            this.html = html;
            this.pixels = pixels;
            this.tokens = new HtmlTokens(html);
            this.markers = markers;
        }

        HtmlPlace find(boolean appended) {
            boolean more = true;
            while (more) {
                HtmlTokens.Kind kind = tokens.next();
                checkMarkers(kind);
                switch (kind) {
                    case START -> start(tokens.element());
                    case END -> end(tokens.element());
                    case OTHER -> other();
                    case TEXT -> emptyLines.text(tokens);
                    case NONE -> more = false;
                }
            }
            pixels.styled(html, sheet.images());
            hiddenRoot |= spoilsRoot(htmlNames) || spoilsRoot(bodyNames);
            boolean isShown = !hiddenRoot && !isStyledAway();
            if (!isShown && markers.stream().anyMatch(m -> !m.kind().isUrl())) {
                throw hidden();
            }
            if (aroundMarkers.stream().anyMatch(sheet::hides)) {
                throw Refusal.structure("a marker in an element that a style sheet hides");
            }
            Candidate place = body.at() >= 0 ? body : root.at() >= 0 ? root : here(html.length);
            if (appended && (!isShown || place.hidden() || isCovered())) {
                throw hidden();
            }
            return new HtmlPlace(place.at(), place.closers());
        }

        private boolean spoilsRoot(Set<String> names) {
            return sheet.has(StyleSheet.Fault.HIDES, names)
                    || sheet.has(StyleSheet.Fault.SPOILS_ROOT, names);
        }

        /** Whether a rule may reach the elements we add: each stands in those before it. */
        private boolean isStyledAway() {
            List<Set<String>> around = new ArrayList<>(List.of(htmlNames, bodyNames));
            for (Set<String> names : OURS) {
                if (sheet.reaches(StyleSheet.Fault.HIDES, names, around)
                        || sheet.reaches(StyleSheet.Fault.OVERLAYS, names, around)) {
                    return true;
                }
                around.add(names);
            }
            return false;
        }

        /** What comes after our blocks is drawn over them, if it is drawn there. */
        private boolean isCovered() {
            return coveredPlace
                    || afterPlace.stream()
                            .anyMatch(names -> sheet.has(StyleSheet.Fault.POSITIONS, names));
        }

        private static Refusal hidden() {
            return Refusal.structure("HTML that would hide what is added to it");
        }

        private Candidate here(int at) {
            if (++candidates > CANDIDATES_MAX) {
                throw Refusal.structure("HTML that ends its body again and again");
            }
            afterPlace.clear();
            coveredPlace = false;
            boolean isHidden = open.isHidden() || conditions.isOpen();
            return new Candidate(at, isHidden, open.closers());
        }

        private void other() {
            pixels.other(tokens);
            if (inSheet) {
                sheet.add(tokens.text());
                inSheet = false;
            } else {
                conditions.add(tokens.text());
            }
        }

        private void start(HtmlElement element) {
            emptyLines.start(element);
            inSheet = element.isSheet();
            pixels.start(tokens, veiled);
            if (element.isSuspect()) {
                tokens.sheet().ifPresent(StyleSheet::checkElsewhere);
            }
            HtmlHiding hiding = tokens.hiding();
            if (hiding.movesFar()) {
                throw Refusal.structure(FarLengths.FOUND);
            }
            if (body.at() >= 0 || root.at() >= 0) {
                coveredPlace |= hiding.positions();
                afterPlace.add(tokens.names());
            }
            if (element.isFrame()) {
                startFrame(element);
                return;
            }
            checkForeign(element);
            if (!tokens.isSelfClosingForeign()) {
                open.start(element, hiding, names());
            }
        }

        private void startFrame(HtmlElement element) {
            inHead = element.is("head");
            if (!inHead) {
                hiddenRoot |= tokens.hiding().spoilsRoot();
                (element.is("html") ? htmlNames : bodyNames).addAll(tokens.names());
            }
        }

        /**
         * Some tags lead out of SVG and MathML, others back into HTML inside them, and end tags
         * then reach further than it looks. Whatever could hide a clause by that is refused.
         */
        private void checkForeign(HtmlElement element) {
            if (tokens.isInForeign() && (element.isHtmlOnly() || tokens.hiding().hides())) {
                throw Refusal.structure("HTML or hidden elements inside SVG or MathML");
            }
        }

        private void end(HtmlElement element) {
            if (!element.isFrame()) {
                open.end(element);
                return;
            }
            switch (element.name()) {
                case "body" -> body = here(tokens.start());
                case "html" -> root = body.at() < 0 ? here(tokens.start()) : root;
                default -> inHead = false;
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
                if (!shown) {
                    throw Refusal.structure("a marker where nobody would see what replaces it");
                }
                if (!marker.isUrl()) {
                    aroundMarkers.addAll(open.names());
                    // What comes there ends a paragraph, and nothing closes with it any more.
                    open.start(BLOCK, HtmlHiding.NONE, Set.of());
                    open.end(BLOCK);
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
                    && !conditions.isOpen()
                    && !open.isHidden()
                    && !open.isInAnchor()
                    && !open.isBetweenCells();
        }
    }
}
