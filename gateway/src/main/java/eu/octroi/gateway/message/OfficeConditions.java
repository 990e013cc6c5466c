// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The conditional comments of a text: what Outlook alone reads, and what it alone leaves out. Both
 * must end where our clauses stand, or Outlook would not show them. Confined to one scan.
 */
final class OfficeConditions {
    private final StyleSheet sheet;
    private final OpenElements elements = new OpenElements();
    private int open;

    OfficeConditions(StyleSheet sheet) {
        this.sheet = sheet;
    }

    /** Whether Outlook may leave out what stands here, or hide it. */
    boolean isOpen() {
        return open > 0 || elements.isHidden();
    }

    /** Reads one comment or declaration. */
    void add(String token) {
        String text = token.toLowerCase(Locale.ROOT);
        int end = text.indexOf("<![endif]");
        boolean isComment = text.startsWith("<!--");
        boolean begins = text.startsWith(isComment ? "<!--[if" : "<![if");
        if (begins && end > 0) {
            int start = text.indexOf(']') + 1;
            inside(token.substring(Math.min(text.indexOf('>', start) + 1, end), end));
        } else if (begins) {
            open++;
        } else if (end >= 0 && open > 0) {
            open--;
        }
    }

    /** What one comment leaves open goes on for Outlook until another one ends it. */
    private void inside(String html) {
        HtmlTokens tokens = new HtmlTokens(html.getBytes(StandardCharsets.ISO_8859_1));
        boolean inSheet = false;
        boolean more = true;
        while (more) {
            switch (tokens.next()) {
                case START -> {
                    inSheet = tokens.element().isSheet();
                    if (!tokens.isSelfClosingForeign() && !tokens.isSelfClosingOffice()) {
                        elements.start(tokens.element(), tokens.hiding(), Set.of());
                    }
                }
                case END -> elements.end(tokens.element());
                case OTHER -> {
                    if (inSheet) {
                        sheet.add(tokens.text());
                    }
                }
                case TEXT -> {}
                case NONE -> more = false;
            }
        }
    }
}
