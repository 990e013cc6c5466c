// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.ArrayList;
import java.util.List;

/** Reads format=flowed as RFC 3676 section 4.2 says, written from the RFC alone. */
final class FlowedLines {
    /**
     * One paragraph as it is shown.
     *
     * @param depth of quotation
     */
    record Paragraph(int depth, String text) {}

    private FlowedLines() {}

    static List<Paragraph> read(String body, boolean delSp) {
        List<Paragraph> paragraphs = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int openDepth = -1;
        for (String line : body.split("\r\n", -1)) {
            int depth = 0;
            while (depth < line.length() && line.charAt(depth) == '>') {
                depth++;
            }
            String rest = line.substring(depth);
            String text = rest.startsWith(" ") ? rest.substring(1) : rest;
            boolean isSignature = text.equals("-- ");
            if (openDepth >= 0 && (openDepth != depth || isSignature)) {
                paragraphs.add(new Paragraph(openDepth, open.toString()));
                open.setLength(0);
                openDepth = -1;
            }
            boolean isFlowed = text.endsWith(" ") && !isSignature;
            open.append(isFlowed && delSp ? text.substring(0, text.length() - 1) : text);
            openDepth = depth;
            if (!isFlowed) {
                paragraphs.add(new Paragraph(openDepth, open.toString()));
                open.setLength(0);
                openDepth = -1;
            }
        }
        if (openDepth >= 0) {
            paragraphs.add(new Paragraph(openDepth, open.toString()));
        }
        return paragraphs;
    }
}
