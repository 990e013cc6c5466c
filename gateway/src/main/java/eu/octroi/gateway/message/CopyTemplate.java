// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** Text in a leaf's charset with places for a copy's links. Immutable. */
final class CopyTemplate {
    private final List<byte[]> fixed = new ArrayList<>();
    private final List<Character> links = new ArrayList<>();
    private final Charset charset;
    private final boolean html;
    private final boolean eightBit;

    /**
     * @param text with {@link Clauses#NOTICE} and {@link Clauses#UNSUBSCRIBE} where the links go
     * @param charset must be able to encode the text
     * @param html whether links are escaped for HTML
     */
    CopyTemplate(String text, Charset charset, boolean html) {
        this.charset = charset;
        this.html = html;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == Clauses.NOTICE || c == Clauses.UNSUBSCRIBE) {
                fixed.add(text.substring(from, at).getBytes(charset));
                links.add(c);
                from = at + 1;
            }
        }
        fixed.add(text.substring(from).getBytes(charset));
        this.eightBit = fixed.stream().anyMatch(piece -> Octets.of(piece).hasEightBit());
    }

    boolean startsLine() {
        byte[] first = fixed.getFirst();
        return first.length >= 2 && first[0] == '\r' && first[1] == '\n';
    }

    boolean endsLine() {
        byte[] last = fixed.getLast();
        int length = last.length;
        return length >= 2 && last[length - 2] == '\r' && last[length - 1] == '\n';
    }

    /** What fills up text where nobody sees it. */
    byte[] filling() {
        return (html ? " " : "\r\n").getBytes(charset);
    }

    boolean hasEightBit() {
        return eightBit;
    }

    /** Whether nothing is put there. */
    boolean isEmpty() {
        return links.isEmpty() && fixed.getLast().length == 0;
    }

    void render(CopyLinks copy, OctetSink out) {
        for (int i = 0; i < links.size(); i++) {
            out.write(fixed.get(i));
            String url = links.get(i) == Clauses.NOTICE ? copy.noticeUrl() : copy.unsubscribeUrl();
            String shown = html ? HtmlText.escape(url) : url;
            out.write(shown.getBytes(charset));
        }
        out.write(fixed.getLast());
    }
}
