// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import com.ibm.icu.text.Transliterator;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Tag;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Clauses A and B of one message with every value filled in, save the two links, which stand as
 * {@link #NOTICE} and {@link #UNSUBSCRIBE} until a copy is rendered. Immutable.
 */
final class Clauses {
    /** Stands for the notice link; values never hold it because they hold no controls. */
    static final char NOTICE = '\u0001';

    /** Stands for the copy's unsubscribe link. */
    static final char UNSUBSCRIBE = '\u0002';

    static final int VALUE_CHARACTERS_MAX = 500;

    /**
     * What a mail says of its own elements does not reach ours: {@code all} takes back what a style
     * sheet or an element around ours sets, position and order keep it above whatever the mail lays
     * over it. The first three are for Outlook, which passes over what is marked as important.
     */
    static final String BLOCK_STYLE =
            "font-size:13px; color:#333333; background-color:#ffffff; all:initial !important;"
                    + " display:block !important; direction:ltr !important;"
                    + " unicode-bidi:isolate !important; position:relative !important;"
                    + " z-index:2147483647 !important; clear:both !important;"
                    + " margin:16px 0 0 0 !important; padding:8px !important;"
                    + " max-width:640px !important; background-color:#ffffff !important;";

    /**
     * Font size, contrast and colours hold in light and dark schemes alike. They stand on an
     * element of their own because a font element left open would be opened anew within the block.
     */
    static final String TEXT_STYLE =
            "all:initial !important; font-family:Arial,Helvetica,sans-serif !important;"
                    + " font-size:13px !important; line-height:1.5 !important;"
                    + " color:#333333 !important;";

    static final String LINK_STYLE =
            "all:unset !important; color:#0b57d0 !important;"
                    + " text-decoration:underline !important; cursor:pointer !important;";

    private static final DateTimeFormatter FRENCH =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRENCH);
    private static final DateTimeFormatter FRENCH_FIRST =
            DateTimeFormatter.ofPattern("d'er' MMMM uuuu", Locale.FRENCH);
    private static final DateTimeFormatter ENGLISH =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final ClauseFacts facts;
    private final ClauseTexts texts;
    private final Map<String, String> values;
    private final ClauseBlocks plain;
    private final ClauseBlocks simple;
    private final ClauseBlocks html;

    private Clauses(ClauseFacts facts) {
        this.facts = facts;
        this.texts = ClauseTexts.in(facts.language());
        this.values = values(facts);
        values.forEach(Clauses::check);
        this.plain = plainBlocks();
        this.simple = plain.withoutTypography();
        this.html = htmlBlocks();
    }

    /** Fills in the facts; refuses when a value is missing or could do more than be read. */
    static Clauses of(ClauseFacts facts) {
        return new Clauses(facts);
    }

    String version() {
        return texts.version();
    }

    /** Both as plain text, as they are meant to be read. */
    ClauseBlocks plain() {
        return plain;
    }

    /** {@link #plain} with plain dashes and apostrophes. */
    ClauseBlocks simple() {
        return simple;
    }

    /** Both as HTML, ASCII by numeric entities. */
    ClauseBlocks html() {
        return html;
    }

    /** Both as plain text in ASCII, for charsets that cannot carry them otherwise. */
    ClauseBlocks ascii() {
        return ClauseBlocks.of(
                ascii(text(texts.information(facts.sourceDate().isPresent(), true))),
                ascii(text(texts.opposition(facts.coversAllSending(), true))));
    }

    private ClauseBlocks plainBlocks() {
        return ClauseBlocks.of(
                text(texts.information(facts.sourceDate().isPresent(), false)),
                text(texts.opposition(facts.coversAllSending(), false)));
    }

    private ClauseBlocks htmlBlocks() {
        return ClauseBlocks.of(
                block(texts.information(facts.sourceDate().isPresent(), false)),
                block(texts.opposition(facts.coversAllSending(), false)));
    }

    private static Map<String, String> values(ClauseFacts facts) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("controller", facts.controller());
        values.put("registration", facts.registration());
        values.put("address", facts.address());
        values.put("contact", facts.contact());
        values.put("purpose", facts.purpose());
        values.put("reason", facts.reason());
        values.put("source", facts.source());
        facts.sourceDate()
                .ifPresent(date -> values.put("source_date", date(date, facts.language())));
        return values;
    }

    private static String date(LocalDate date, Language language) {
        return switch (language) {
            case FR -> date.format(date.getDayOfMonth() == 1 ? FRENCH_FIRST : FRENCH);
            case EN -> date.format(ENGLISH);
        };
    }

    private static void check(String name, String value) {
        if (value.isBlank()) {
            Tag tag = name.equals("source") ? Tag.SOURCE_MISSING : Tag.IDENTITY_MISSING;
            throw Refusal.of(tag, "nothing is given for " + name + " of the clauses");
        }
        if (value.length() > VALUE_CHARACTERS_MAX) {
            throw Refusal.content("the " + name + " of the clauses is over 500 characters");
        }
        if (value.chars().anyMatch(c -> c == '\t' || EncodedWords.isForbidden(c))
                || value.contains("{{")) {
            throw Refusal.content("the " + name + " of the clauses has a control character");
        }
    }

    private String text(String template) {
        StringBuilder out = new StringBuilder(template.length() + 400);
        int at = 0;
        while (at < template.length()) {
            if (template.startsWith("{{", at)) {
                int end = template.indexOf("}}", at);
                String name = template.substring(at + 2, end);
                out.append(isLink(name) ? String.valueOf(link(name)) : value(name));
                at = end + 2;
            } else if (template.startsWith("[[", at) || template.startsWith("]]", at)) {
                at += 2;
            } else {
                int next = nextMark(template, at);
                out.append(template, at, next);
                at = next;
            }
        }
        return out.toString();
    }

    private String block(String template) {
        StringBuilder out = new StringBuilder(2 * template.length() + 1_000);
        String language = facts.language().code();
        out.append("<div lang=\"").append(language).append("\" dir=\"ltr\" style=\"");
        out.append(BLOCK_STYLE).append("\"><span style=\"").append(TEXT_STYLE).append("\">");
        int at = 0;
        while (at < template.length()) {
            if (template.startsWith("{{", at)) {
                int end = template.indexOf("}}", at);
                HtmlText.escape(out, value(template.substring(at + 2, end)));
                at = end + 2;
            } else if (template.startsWith("[[", at)) {
                int name = template.indexOf("<{{", at) + 3;
                char link = link(template.substring(name, template.indexOf("}}", name)));
                out.append("<a href=\"").append(link).append("\" style=\"").append(LINK_STYLE);
                out.append("\">");
                at += 2;
            } else if (template.startsWith("]]", at)) {
                out.append("</a>");
                at = template.indexOf("}}>", at) + 3;
            } else {
                int next = nextMark(template, at);
                HtmlText.escape(out, template.substring(at, next));
                at = next;
            }
        }
        return out.append("</span></div>").toString();
    }

    /** Where the next bracket or brace after {@code at} may begin something. */
    private static int nextMark(String template, int at) {
        int next = at + 1;
        while (next < template.length() && "{[]".indexOf(template.charAt(next)) < 0) {
            next++;
        }
        return next;
    }

    private static boolean isLink(String name) {
        return name.endsWith("_url");
    }

    private static char link(String name) {
        return name.equals("notice_url") ? NOTICE : UNSUBSCRIBE;
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value for " + name);
        }
        return value.strip();
    }

    private static String ascii(String text) {
        // The one common sign that transliteration leaves alone.
        String latin = text.replace("\u20ac", "EUR");
        String plain = Transliterator.getInstance("Any-Latin; Latin-ASCII").transliterate(latin);
        if (!plain.chars().allMatch(c -> c < 0x7f)) {
            throw Refusal.content("a value of the clauses has no form in ASCII");
        }
        return plain;
    }
}
