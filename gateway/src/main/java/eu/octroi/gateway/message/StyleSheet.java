// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of a message's style sheets that can take an element out of sight, whatever the medium
 * they are for. Of a selector only the last part is looked at: doubt counts as hidden. Confined to
 * one scan.
 */
final class StyleSheet {
    /** What a rule can do to the elements it selects. */
    enum Fault {
        /** Takes out of sight what stands in it, and what our own style cannot undo. */
        HIDES,
        /** Moves or covers what stands in it. */
        MOVES,
        /** Cuts off what is longer than the element is. */
        CUTS_OFF,
        /** Says how high the element is. */
        SIZES,
        /** Does one of these, or something like it, to html or body. */
        SPOILS_ROOT,
        /** Takes it out of the flow, so that it may lie over others. */
        POSITIONS,
        /** Lays something generated over it, or styles a part of its text. */
        OVERLAYS
    }

    private static final Pattern ONE_CLASS =
            Pattern.compile("\\[\\s*class\\s*~?=\\s*[\"']?\\s*([-\\w]+)\\s*[\"']?\\s*\\]");
    private static final Pattern SOME_CLASS = Pattern.compile("\\[\\s*class[^\\]]*\\]");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\[[^\\]]*\\]");
    private static final Pattern ARGUMENTS = Pattern.compile("\\([^()]*\\)");
    private static final Pattern PSEUDO = Pattern.compile(":[-\\w:]+(\\([^)]*\\)?)?");
    private static final Pattern NAME = Pattern.compile("[.#]?[-\\w\\x80-\\xff]+|\\.\\?");
    private static final Pattern FRACTION = Pattern.compile(":0\\.[1-9]");
    private static final Pattern BESIDE = Pattern.compile(".*[+~]\\s*[^\\s>+~]+", Pattern.DOTALL);
    private static final Pattern BETWEEN = Pattern.compile("[\\s>+~]+");
    private static final Pattern HOST = Pattern.compile("//([^/\"')\\s?#]*)");

    /** Servers of fonts, whose style sheets select nothing. */
    private static final Set<String> FONT_HOSTS =
            Set.of("fonts.googleapis.com", "fonts.bunny.net", "use.typekit.net", "fast.fonts.net");

    /** The name of whatever has a class. */
    static final String ANY_CLASS = ".?";

    /** Selects, like what else begins with a colon, any element as far as is known here. */
    private static final String ANY_ATTRIBUTE = ":attribute";

    private static final List<String> HIDING =
            List.of(
                    "display:none",
                    "visibility:hidden",
                    "visibility:collapse",
                    "height:0",
                    "width:0",
                    "max-height:0",
                    "max-width:0",
                    "text-indent:-",
                    "left:-",
                    "top:-",
                    "clip",
                    "mso-hide:all",
                    "content-visibility:");

    private static final List<String> MOVING =
            List.of(
                    "position:absolute",
                    "position:fixed",
                    "transform:",
                    "translate:",
                    "scale:",
                    "rotate:",
                    "offset",
                    "inset",
                    "margin-left:-",
                    "margin-top:-",
                    "margin-block",
                    "margin-inline",
                    "z-index:-",
                    "mask");

    /**
     * @param names the names an element must all have: tag, {@code .class} and {@code #id}
     * @param outer the names that an element around it must all have; empty when any will do
     * @param isBeside whether the element must come after a certain other one
     */
    private record Rule(
            List<String> names, List<String> outer, boolean isBeside, Set<Fault> faults) {}

    private final List<Rule> rules = new ArrayList<>();
    private final ImageStyles images = new ImageStyles();

    /** Reads one more sheet, in ISO-8859-1. */
    void add(String sheet) {
        StyleSheetReader.read(sheet, this::rule, StyleSheet::checkStatement);
    }

    /** Whether a rule may do this to an element that has these names. */
    boolean has(Fault fault, Set<String> names) {
        return rules.stream()
                .anyMatch(r -> r.faults().contains(fault) && names.containsAll(r.names()));
    }

    /**
     * Whether a rule may do this to one of our own elements. A rule for what comes after another
     * element can lay something over it only: where such rules are known, so is important.
     */
    boolean reaches(Fault fault, Set<String> names, List<Set<String>> around) {
        return rules.stream()
                .filter(r -> r.faults().contains(fault) && names.containsAll(r.names()))
                .filter(r -> !r.isBeside() || fault == Fault.OVERLAYS)
                .anyMatch(r -> around.stream().anyMatch(a -> a.containsAll(r.outer())));
    }

    /** Whether an element that has these names may not show what stands in it. */
    boolean hides(Set<String> names) {
        return has(Fault.HIDES, names)
                || has(Fault.MOVES, names)
                || (has(Fault.CUTS_OFF, names) && has(Fault.SIZES, names));
    }

    /** A sheet from elsewhere may say anything, and something else tomorrow. */
    static void checkElsewhere(String address) {
        Matcher host = HOST.matcher(address);
        if (!host.find() || !FONT_HOSTS.contains(host.group(1)) || host.find()) {
            throw Refusal.structure("HTML with a style sheet from elsewhere");
        }
    }

    private static void checkStatement(String statement) {
        boolean isEscaped = statement.indexOf('@') >= 0 && statement.indexOf('\\') >= 0;
        if (statement.contains("@import") || isEscaped) {
            checkElsewhere(statement);
        }
    }

    /** What they say of images. */
    ImageStyles images() {
        return images;
    }

    private void rule(String selectors, String declarations, boolean always) {
        images.add(selectors, declarations, always);
        Set<Fault> faults = faults(declarations);
        if (!faults.isEmpty() || selectors.contains(":first-l")) {
            Arrays.stream(named(selectors).split(",", -1)).forEach(s -> rule(s, faults));
        }
    }

    /** Selectors of classes by attribute written as names; other attributes are left to doubt. */
    private static String named(String selectors) {
        String classes = ONE_CLASS.matcher(selectors).replaceAll(".$1");
        String some = SOME_CLASS.matcher(classes).replaceAll(ANY_CLASS);
        String plain = ATTRIBUTE.matcher(some).replaceAll(ANY_ATTRIBUTE);
        String before = "";
        while (!before.equals(plain)) {
            before = plain;
            plain = ARGUMENTS.matcher(plain).replaceAll("");
        }
        return plain;
    }

    private void rule(String selector, Set<Fault> faults) {
        String[] parts = BETWEEN.split(selector.strip(), 0);
        // Combinators alone select nothing.
        String last = parts.length == 0 ? "" : parts[parts.length - 1];
        if (last.isEmpty() || last.startsWith("@")) {
            return;
        }
        boolean isBeside = BESIDE.matcher(selector.strip()).matches();
        boolean isOuter = !isBeside && parts.length > 1;
        List<String> outer = isOuter ? names(parts[parts.length - 2]) : List.of();
        Set<Fault> own = own(last, faults);
        if (!own.isEmpty()) {
            rules.add(new Rule(names(last), outer, isBeside, own));
        }
    }

    /** What a rule can do when it may be for a part of an element, or for what stands beside it. */
    private static Set<Fault> own(String last, Set<Fault> faults) {
        boolean isGenerated = last.contains(":before") || last.contains(":after");
        boolean isOverlay = isGenerated && faults.contains(Fault.POSITIONS);
        if (last.contains(":first-l")) {
            return Set.of(Fault.OVERLAYS);
        }
        if (isOverlay) {
            // What html or body generates stands after our blocks, and so above them.
            return Set.of(Fault.OVERLAYS, Fault.SPOILS_ROOT);
        }
        return isGenerated ? Set.of() : faults;
    }

    private static List<String> names(String compound) {
        boolean isEscaped = compound.indexOf('\\') >= 0;
        String plain = isEscaped ? "" : PSEUDO.matcher(compound).replaceAll("");
        return NAME.matcher(plain).results().map(m -> m.group()).toList();
    }

    private static Set<Fault> faults(String declarations) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        for (String declaration : declarations.split(";", -1)) {
            String compact = declaration.replaceAll("\\s", "");
            if (compact.indexOf('\\') >= 0) {
                return EnumSet.allOf(Fault.class);
            }
            addFaults(faults, compact);
        }
        return faults;
    }

    private static void addFaults(Set<Fault> faults, String compact) {
        boolean isVisible = FRACTION.matcher(compact).find();
        boolean isOpen = RootStyle.isOpen(compact) || RootStyle.dims(compact);
        add(
                faults,
                Fault.HIDES,
                isOpen || (!isVisible && HIDING.stream().anyMatch(compact::startsWith)));
        add(faults, Fault.MOVES, MOVING.stream().anyMatch(compact::startsWith));
        add(faults, Fault.CUTS_OFF, RootStyle.cutsOff(compact));
        add(faults, Fault.SIZES, RootStyle.sizes(compact));
        add(faults, Fault.SPOILS_ROOT, RootStyle.hides(compact));
        add(faults, Fault.POSITIONS, RootStyle.positions(compact));
        if (FarLengths.isIn(compact)) {
            throw Refusal.structure(FarLengths.FOUND);
        }
    }

    private static void add(Set<Fault> faults, Fault fault, boolean isThere) {
        if (isThere) {
            faults.add(fault);
        }
    }
}
