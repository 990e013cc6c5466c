// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Declarations on html or body, the only elements our clauses cannot leave, that could cut them
 * off, move them away or fade them. Without blanks, in lower case.
 */
final class RootStyle {
    private static final List<String> HIDING =
            List.of(
                    "animation",
                    "-webkit-animation",
                    "clip",
                    "-webkit-clip",
                    "column-count:",
                    "column-width:",
                    "-webkit-column",
                    "container-type:",
                    "interactivity:",
                    "columns:",
                    "contain:",
                    "mask",
                    "-webkit-mask",
                    "mix-blend-mode:",
                    "offset",
                    "position:fixed",
                    "position:absolute",
                    "perspective",
                    "rotate:",
                    "translate:",
                    "transform:",
                    "-webkit-transform:",
                    "-moz-transform:",
                    "filter:",
                    "-webkit-filter:",
                    "line-clamp:",
                    "-webkit-line-clamp:",
                    "content-visibility:",
                    "writing-mode:",
                    "-webkit-writing-mode:");

    private static final List<String> PLACES =
            List.of("left:", "right:", "top:", "bottom:", "inset");

    private static final Pattern NEGATIVE_MARGIN = Pattern.compile("margin[^:]*:.*-[.\\d].*");
    private static final Pattern CUT_OFF =
            Pattern.compile("overflow(-y|-block)?:[a-z]*(hidden|clip)(!important)?");
    private static final Pattern NOTHING =
            Pattern.compile("[^:]*:(none|auto|0(px)?|normal)(!important)?");
    private static final Pattern FADED = Pattern.compile("opacity:(?!1(\\.0*)?(!important)?$).*");
    private static final Pattern DIM =
            Pattern.compile(
                    "opacity:(?!(1(\\.0*)?|0?\\.[3-9]\\d*|[3-9]\\d%|100%|in\\w+|unset)"
                            + "(!important)?$).*");
    private static final Pattern RANGED =
            Pattern.compile("display:(?!(block|table|initial|inherit|unset)(!important)?$).*");
    private static final Pattern VARIABLE =
            Pattern.compile(
                    "(display|visibility|opacity|overflow|(max-)?height|position):.*var\\(.*");
    private static final Pattern NARROW =
            Pattern.compile("(max-)?(width|inline-size):(0?\\.\\d+.*|\\d{1,2}(\\.\\d+)?px.*)");
    private static final Pattern ZOOMED =
            Pattern.compile(
                    "(?:zoom|scale):(?!(1(\\.0*)?|100%|none|normal|reset)(!important)?$).*");

    /** No element can take back what is drawn through it from outside. */
    private static final Pattern STRUCK = Pattern.compile("text-decoration[^:]*:.*line-through.*");

    private RootStyle() {}

    /** Whether one declaration could. */
    static boolean hides(String declaration) {
        boolean isMoved = PLACES.stream().anyMatch(declaration::startsWith);
        boolean isChanged = HIDING.stream().anyMatch(declaration::startsWith);
        return ((isMoved || isChanged) && !NOTHING.matcher(declaration).matches())
                || cutsOff(declaration)
                || NEGATIVE_MARGIN.matcher(declaration).matches()
                || FADED.matcher(declaration).matches()
                || RANGED.matcher(declaration).matches()
                || isOpen(declaration)
                || NARROW.matcher(declaration).matches()
                || ZOOMED.matcher(declaration).matches()
                || FarLengths.isAside(declaration)
                || STRUCK.matcher(declaration).matches();
    }

    /** Whether what it says about an element's sight is said elsewhere. */
    static boolean isOpen(String declaration) {
        return VARIABLE.matcher(declaration).matches();
    }

    /** Whether it may leave too little of an element's colours to read. */
    static boolean dims(String declaration) {
        return DIM.matcher(declaration).matches();
    }

    /** Whether what is longer than its element ends where the element ends. */
    static boolean cutsOff(String declaration) {
        return CUT_OFF.matcher(declaration).matches();
    }

    /** Whether an element has a height of its own. */
    static boolean sizes(String declaration) {
        boolean isHeight =
                declaration.startsWith("height:") || declaration.startsWith("max-height:");
        return isHeight && !NOTHING.matcher(declaration).matches();
    }

    /** Whether it takes an element out of the flow, or lets it lie over another. */
    static boolean positions(String declaration) {
        boolean isPlaced = declaration.startsWith("position:") || declaration.startsWith("z-index");
        return (isPlaced && !declaration.startsWith("position:static"))
                || NEGATIVE_MARGIN.matcher(declaration).matches();
    }
}
