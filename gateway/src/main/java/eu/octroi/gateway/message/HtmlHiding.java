// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The attributes of one tag that can hide its element; judged when it matters, and once. */
final class HtmlHiding {
    /** Declarations that take an element out of sight, without blanks, in lower case. */
    private static final List<String> HIDING =
            List.of(
                    "display:none",
                    "visibility:hidden",
                    "visibility:collapse",
                    "font-size:0",
                    "font:0",
                    "height:0",
                    "width:0",
                    "max-height:0",
                    "max-width:0",
                    "text-indent:-",
                    "left:-",
                    "top:-",
                    "right:-",
                    "margin:-",
                    "margin-left:-",
                    "margin-top:-",
                    "margin-block",
                    "margin-inline",
                    "inset",
                    "offset",
                    "rotate:",
                    "scale:",
                    "translate:",
                    "clip:",
                    "clip-path:",
                    "transform:",
                    "filter:",
                    "mask",
                    "-webkit-mask",
                    "-webkit-clip-path:",
                    "-webkit-transform:",
                    "position:absolute",
                    "position:fixed",
                    "zoom:0",
                    "z-index:-",
                    "mso-hide:all",
                    "content-visibility:");

    static final HtmlHiding NONE = new HtmlHiding(new byte[0], false, false, -1, -1);

    private final byte[] html;
    private final boolean hidden;

    /** By a class or id, by which a style sheet may bring it to sight. */
    private final boolean named;

    private final int styleStart;
    private final int styleEnd;
    private @Nullable Boolean veils;
    private @Nullable Boolean movesFar;

    HtmlHiding(byte[] html, boolean hidden, boolean named, int styleStart, int styleEnd) {
        this.html = html;
        this.hidden = hidden;
        this.named = named;
        this.styleStart = styleStart;
        this.styleEnd = styleEnd;
    }

    /** Whether the style between those places reads the same, and the rest is the same. */
    boolean isSame(int from, int to, boolean isHidden, boolean isNamed) {
        return hidden == isHidden
                && named == isNamed
                && Arrays.equals(html, styleStart, styleEnd, html, from, to);
    }

    /**
     * Whether the element may be out of sight. Escapes and character references in a style could
     * spell anything, so they count as hiding.
     */
    boolean hides() {
        if (hidden || styleStart < 0) {
            return hidden;
        }
        String style = style();
        String all = ";" + style;
        return isDoubtful(style)
                || HIDING.stream().anyMatch(declaration -> all.contains(";" + declaration))
                || any(style, RootStyle::isOpen)
                || any(style, RootStyle::dims)
                || (any(style, RootStyle::cutsOff) && any(style, RootStyle::sizes));
    }

    /** Whether html or body with these attributes may not show what stands in it. */
    boolean spoilsRoot() {
        return hides() || (styleStart >= 0 && any(style(), RootStyle::hides));
    }

    /** Whether the element may lie over another. */
    boolean positions() {
        return styleStart >= 0 && (isDoubtful(style()) || any(style(), RootStyle::positions));
    }

    /** Whether nobody sees what stands in the element. */
    boolean veils() {
        if (veils == null) {
            veils = !named && (hidden || (mayTakeAway() && any(style(), HtmlHiding::takesAway)));
        }
        return veils;
    }

    /** Most styles name neither display nor visibility; the ends of the words tell. */
    private boolean mayTakeAway() {
        if (styleStart < 0) {
            return false;
        }
        int at = OctetSearch.indexOfEither(html, 'y', 'Y', styleStart + 1, styleEnd);
        while (at < styleEnd) {
            int before = html[at - 1] | 0x20;
            if (before == 'a' || before == 't') {
                return true;
            }
            at = OctetSearch.indexOfEither(html, 'y', 'Y', at + 1, styleEnd);
        }
        return false;
    }

    private static boolean takesAway(String declaration) {
        return declaration.startsWith("display:none")
                || declaration.startsWith("visibility:hidden");
    }

    /** Whether it may move what comes after it out of reach. */
    boolean movesFar() {
        if (movesFar == null) {
            movesFar =
                    styleStart >= 0
                            && FarLengths.mayBeIn(html, styleStart, styleEnd)
                            && any(style(), FarLengths::isIn);
        }
        return movesFar;
    }

    private String style() {
        int length = styleEnd - styleStart;
        return compact(new String(html, styleStart, length, StandardCharsets.ISO_8859_1));
    }

    private static boolean isDoubtful(String style) {
        return style.indexOf('\\') >= 0 || style.indexOf('&') >= 0 || style.contains("/*");
    }

    private static boolean any(String style, Predicate<String> what) {
        return Arrays.stream(style.split(";", -1)).anyMatch(what);
    }

    private static String compact(String style) {
        StringBuilder compact = new StringBuilder(style.length());
        for (int i = 0; i < style.length(); i++) {
            char c = style.charAt(i);
            if (c > ' ') {
                compact.append(c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c);
            }
        }
        return compact.toString();
    }
}
