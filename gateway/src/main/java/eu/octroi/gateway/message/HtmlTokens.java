// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts HTML into tags and what stands between them: the states of the WHATWG tokenizer that decide
 * where a tag is real. It reads octets, which in every charset we edit are ASCII where HTML is.
 * Confined to one scan.
 *
 * <p>What browsers and mail clients end in different places is refused: an unended comment, tag or
 * raw text, a script with a comment in it, raw text inside SVG or MathML, {@code plaintext}, {@code
 * noscript} that a comment or an attribute ends.
 */
final class HtmlTokens {
    /** What a token is. */
    enum Kind {
        TEXT,
        START,
        END,
        /** Comments, doctypes and raw text such as a style sheet. */
        OTHER,
        NONE
    }

    /** No known name is as long; of a longer one this much is kept. */
    static final int NAME_MAX = 24;

    private static final HtmlElement NOTHING = HtmlElement.unknown("");

    static final long BLANKS = 1L << ' ' | 1L << '\t' | 1L << '\n' | 1L << '\r' | 1L << '\f';

    private final byte[] html;
    private final HtmlAttributes attributes;
    private int start;
    private int at;
    private int foreignDepth;
    private boolean selfClosing;
    private HtmlElement element = NOTHING;
    private String raw = "";

    /** Where noscript ends for readers that run scripts: to them all up to there is text. */
    private int textEnd = Integer.MAX_VALUE;

    HtmlTokens(byte[] html) {
        this.html = html;
        this.attributes = new HtmlAttributes(html);
    }

    int start() {
        return start;
    }

    int end() {
        return at;
    }

    /** Name of the tag in lower case; cut after 24 characters, which no known name has. */
    String name() {
        return element.name();
    }

    /** The element of the tag read last. */
    HtmlElement element() {
        return element;
    }

    /** Whether the tag read last stands inside SVG or MathML, or may do so. */
    boolean isInForeign() {
        return foreignDepth > 0;
    }

    boolean isSelfClosingForeign() {
        return selfClosing && foreignDepth > 0;
    }

    /** Whether the tag read last ends itself for an office program: {@code <v:fill/>}. */
    boolean isSelfClosingOffice() {
        return selfClosing && name().indexOf(':') >= 0;
    }

    /** The token as it stands, each octet one character. */
    String text() {
        return new String(html, start, at - start, StandardCharsets.ISO_8859_1);
    }

    /** The first octet of a token that is not {@link Kind#NONE}. */
    byte first() {
        return html[start];
    }

    /** The value of an attribute of the tag read last; empty when it has none. */
    String value(HtmlAttributes.Name attribute) {
        return attributes.value(attribute);
    }

    /** Where that value begins in the text, when there is one. */
    int valueStart(HtmlAttributes.Name attribute) {
        return attributes.valueStart(attribute);
    }

    /** Whether nothing but the sizes it states could take that image out of sight. */
    boolean isPlainPicture() {
        return attributes.isPlainPicture();
    }

    /** The same where it is nothing but a few digits; otherwise less than 0. */
    int number(HtmlAttributes.Name attribute) {
        return attributes.number(attribute);
    }

    /** Whether the tag read last may take itself out of sight by an attribute of no value. */
    boolean has(HtmlAttributes.Name attribute) {
        return attributes.has(attribute);
    }

    /** The address of a style sheet that the tag read last asks for. */
    Optional<String> sheet() {
        return element.is("link") ? attributes.sheet() : Optional.empty();
    }

    /** Whether the tag read last may name a picture to stand behind its element. */
    boolean hasBackground() {
        return attributes.hasBackground();
    }

    /** What can hide the element of the start tag. */
    HtmlHiding hiding() {
        return attributes.hiding();
    }

    /** By what a style sheet can name the element of the start tag. */
    Set<String> names() {
        return attributes.names(name());
    }

    Optional<String> lang() {
        return attributes.lang();
    }

    Kind next() {
        start = at;
        if (start > textEnd) {
            throw Refusal.structure("an HTML noscript whose end is not one to all readers");
        }
        if (!raw.isEmpty()) {
            return rawText();
        }
        if (at >= html.length) {
            return Kind.NONE;
        }
        if (html[at] == '<') {
            byte after = at + 1 < html.length ? html[at + 1] : 0;
            if (isLetter(after)) {
                return startTag();
            }
            if (after == '/') {
                return endTag();
            }
            if (after == '!' || after == '?') {
                return declaration();
            }
        }
        at = OctetSearch.indexOf(html, '<', at + 1, html.length);
        return Kind.TEXT;
    }

    private Kind startTag() {
        at++;
        readName();
        at = attributes.read(at);
        selfClosing = attributes.isSelfClosing();
        if (element.isSuspect()) {
            checkSuspect();
        }
        if (element.isRaw()) {
            if (foreignDepth > 0) {
                throw Refusal.structure("raw text inside SVG or MathML");
            }
            raw = name();
        } else if (element.isForeign() && !selfClosing) {
            foreignDepth++;
        }
        return Kind.START;
    }

    private void checkSuspect() {
        switch (name()) {
            case "plaintext", "frameset" ->
                    throw Refusal.structure("HTML with an element " + name());
            case "noscript" -> textEnd = Math.min(textEnd, rawEnd("noscript"));
            case "template" -> {
                if (attributes.has(HtmlAttributes.Name.SHADOWROOTMODE)) {
                    throw Refusal.structure("HTML with a shadow root");
                }
            }
            case "meta" -> {
                if (attributes.isStylePolicy()) {
                    throw Refusal.structure("HTML with a security policy of its own");
                }
            }
            default -> {}
        }
    }

    private Kind endTag() {
        if (at + 2 >= html.length) {
            throw Refusal.structure("HTML that ends within a tag");
        }
        if (!isLetter(html[at + 2])) {
            return until('>');
        }
        at += 2;
        readName();
        at = attributes.read(at);
        foreignDepth -= element.isForeign() && foreignDepth > 0 ? 1 : 0;
        textEnd = start == textEnd ? Integer.MAX_VALUE : textEnd;
        return Kind.END;
    }

    private void readName() {
        int from = at;
        while (at < html.length && !isBlank(html[at]) && html[at] != '/' && html[at] != '>') {
            at++;
        }
        element = HtmlElements.of(html, from, Math.min(at, from + NAME_MAX));
    }

    private Kind declaration() {
        if (isAt("<!--")) {
            return comment();
        }
        if (foreignDepth > 0 && isAt("<![")) {
            throw Refusal.structure("a CDATA section inside SVG or MathML");
        }
        return until('>');
    }

    /** WHATWG section 13.2.5.43 ff.: two forms end at once, all others at the first end mark. */
    private Kind comment() {
        at += 4;
        if (isAt(">")) {
            at += 1;
            return Kind.OTHER;
        }
        if (isAt("->")) {
            at += 2;
            return Kind.OTHER;
        }
        while (at < html.length) {
            if (html[at] == '-' && isAt("-->")) {
                at += 3;
                return Kind.OTHER;
            }
            if (html[at] == '-' && isAt("--!>")) {
                at += 4;
                return Kind.OTHER;
            }
            at++;
        }
        throw Refusal.structure("an HTML comment that does not end");
    }

    private Kind until(char last) {
        at = OctetSearch.indexOf(html, last, at, html.length);
        if (at == html.length) {
            throw Refusal.structure("HTML that ends within a tag");
        }
        at++;
        return Kind.OTHER;
    }

    private Kind rawText() {
        boolean script = raw.equals("script");
        while (at < html.length) {
            if (html[at] == '<') {
                if (script && isAt("<!--")) {
                    throw Refusal.structure("an HTML script with a comment in it");
                }
                if (isRawEnd(at, raw)) {
                    raw = "";
                    return Kind.OTHER;
                }
            }
            at++;
        }
        throw Refusal.structure("an HTML element " + raw + " that does not end");
    }

    private int rawEnd(String name) {
        int end = OctetSearch.indexOf(html, '<', at, html.length);
        while (end < html.length && !isRawEnd(end, name)) {
            end = OctetSearch.indexOf(html, '<', end + 1, html.length);
        }
        return end;
    }

    private boolean isRawEnd(int from, String name) {
        int after = from + 2 + name.length();
        if (after >= html.length || html[from + 1] != '/') {
            return false;
        }
        String found = new String(html, from + 2, name.length(), StandardCharsets.ISO_8859_1);
        return found.toLowerCase(Locale.ROOT).equals(name)
                && (isBlank(html[after]) || html[after] == '/' || html[after] == '>');
    }

    private boolean isAt(String text) {
        if (at + text.length() > html.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (html[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isBlank(byte octet) {
        return octet <= ' ' && octet >= 0 && (BLANKS >>> octet & 1) != 0;
    }

    private static boolean isLetter(byte octet) {
        return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
    }
}
