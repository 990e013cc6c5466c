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
    private static final Pattern PSEUDO = Pattern.compile(":[-\\w:]+(\\([^)]*\\)?)?");
    private static final Pattern NAME = Pattern.compile("[.#]?[-\\w\\x80-\\xff]+|\\.\\?");
    private static final Pattern FRACTION = Pattern.compile(":0\\.[1-9]");
    private static final Pattern BETWEEN = Pattern.compile("[\\s>+~]+");
    private static final Pattern HOST = Pattern.compile("//([^/\"')\\s?#]*)");

    /** Servers of fonts, whose style sheets select nothing. */
    private static final Set<String> FONT_HOSTS =
            Set.of("fonts.googleapis.com", "fonts.bunny.net", "use.typekit.net", "fast.fonts.net");

    /** The name of whatever has a class. */
    static final String ANY_CLASS = ".?";

    private static final List<String> HIDING =
            List.of(
                    "display:none",
                    "visibility:hidden",
                    "visibility:collapse",
                    "opacity:0",
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
            List.of("position:absolute", "position:fixed", "transform:", "margin-left:-", "mask");

    /**
     * @param names the names an element must all have: tag, {@code .class} and {@code #id}
     */
    private record Rule(List<String> names, Set<Fault> faults) {}

    private final List<Rule> rules = new ArrayList<>();

    /** Reads one more sheet, in ISO-8859-1. */
    void add(String sheet) {
        StyleSheetReader.read(sheet, this::rule, StyleSheet::checkStatement);
    }

    /** Whether a rule may do this to an element that has these names. */
    boolean has(Fault fault, Set<String> names) {
        return rules.stream()
                .anyMatch(r -> r.faults().contains(fault) && names.containsAll(r.names()));
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

    private void rule(String selectors, String declarations) {
        Set<Fault> faults = faults(declarations);
        if (!faults.isEmpty() || selectors.contains(":first-l")) {
            Arrays.stream(named(selectors).split(",", -1)).forEach(s -> rule(s, faults));
        }
    }

    /** Selectors of classes by attribute written as names; other attributes are left to doubt. */
    private static String named(String selectors) {
        String classes = ONE_CLASS.matcher(selectors).replaceAll(".$1");
        String some = SOME_CLASS.matcher(classes).replaceAll(ANY_CLASS);
        return ATTRIBUTE.matcher(some).replaceAll("");
    }

    private void rule(String selector, Set<Fault> faults) {
        String[] parts = BETWEEN.split(selector.strip(), 0);
        // Combinators alone select nothing.
        String last = parts.length == 0 ? "" : parts[parts.length - 1];
        if (last.isEmpty() || last.startsWith("@")) {
            return;
        }
        boolean isEscaped = last.indexOf('\\') >= 0;
        String plain = isEscaped ? "" : PSEUDO.matcher(last).replaceAll("");
        List<String> names = NAME.matcher(plain).results().map(m -> m.group()).toList();
        if (last.contains(":first-l")) {
            rules.add(new Rule(names, Set.of(Fault.OVERLAYS)));
        } else if (!last.contains(":before") && !last.contains(":after")) {
            rules.add(new Rule(names, faults));
        } else if (faults.contains(Fault.POSITIONS)) {
            rules.add(new Rule(names, Set.of(Fault.OVERLAYS)));
        }
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
        boolean isOpen = RootStyle.isOpen(compact);
        add(
                faults,
                Fault.HIDES,
                isOpen || (!isVisible && HIDING.stream().anyMatch(compact::startsWith)));
        add(faults, Fault.MOVES, MOVING.stream().anyMatch(compact::startsWith));
        add(faults, Fault.CUTS_OFF, RootStyle.cutsOff(compact));
        add(faults, Fault.SIZES, RootStyle.sizes(compact));
        add(faults, Fault.SPOILS_ROOT, RootStyle.hides(compact));
        add(faults, Fault.POSITIONS, RootStyle.positions(compact));
    }

    private static void add(Set<Fault> faults, Fault fault, boolean isThere) {
        if (isThere) {
            faults.add(fault);
        }
    }
}
