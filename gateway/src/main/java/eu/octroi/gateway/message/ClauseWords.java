// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import com.ibm.icu.text.Transliterator;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.settings.ClauseFault;
import eu.octroi.gateway.settings.ClauseText;
import eu.octroi.gateway.settings.ClauseTexts;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The clauses in one language with every value filled in, save the two links, which stand as {@link
 * Clauses#NOTICE} and {@link Clauses#UNSUBSCRIBE}. Immutable.
 */
final class ClauseWords {
    static final int VALUE_CHARACTERS_MAX = 500;

    private static final String DATE = " ({{source_date}})";
    private static final DateTimeFormatter FRENCH =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRENCH);
    private static final DateTimeFormatter FRENCH_FIRST =
            DateTimeFormatter.ofPattern("d'er' MMMM uuuu", Locale.FRENCH);
    private static final DateTimeFormatter ENGLISH =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final ClauseFacts facts;
    private final ClauseTexts texts;
    private final Map<String, String> values;

    /** Refuses when a value is missing or could do more than be read. */
    ClauseWords(ClauseFacts facts, ClauseFacts.Reasons reasons) {
        this.facts = facts;
        this.texts = reasons.texts();
        this.values = values(facts, reasons);
        values.forEach(ClauseWords::check);
    }

    /** Clause A as plain text. */
    String information() {
        return text(information(false));
    }

    /** Clause B as plain text. */
    String opposition() {
        return text(opposition(false));
    }

    /** Clause A in ASCII. */
    String asciiInformation() {
        return ascii(text(information(true)));
    }

    /** Clause B in ASCII. */
    String asciiOpposition() {
        return ascii(text(opposition(true)));
    }

    /** Clause A as one element of HTML, in ASCII by numeric references. */
    String htmlInformation() {
        return block(information(false));
    }

    /** Clause B as one element of HTML. */
    String htmlOpposition() {
        return block(opposition(false));
    }

    private String information(boolean ascii) {
        ClauseText form =
                switch (facts.length()) {
                    case LONG -> ClauseText.INFORMATION_LONG;
                    case SHORT -> ClauseText.INFORMATION_SHORT;
                };
        String clause = template(form, ascii);
        return facts.identity().agency().isPresent()
                ? template(ClauseText.AGENCY, ascii) + " " + clause
                : clause;
    }

    private String opposition(boolean ascii) {
        ClauseFacts.Promises promises = facts.promises();
        return template(ClauseText.opposition(promises.replyStop(), promises.allOffers()), ascii);
    }

    private String template(ClauseText text, boolean ascii) {
        ClauseTexts.Wording wording = texts.wording(text);
        String template = ascii ? wording.ascii() : wording.plain();
        return facts.sourceDate().isPresent() ? template : template.replace(DATE, "");
    }

    private static Map<String, String> values(ClauseFacts facts, ClauseFacts.Reasons reasons) {
        ClauseFacts.Identity identity = facts.identity();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("controller", identity.controller());
        values.put("brand", identity.brand());
        values.put("registration", identity.registration());
        values.put("address", identity.address());
        values.put("contact", identity.contact());
        identity.agency().ifPresent(agency -> values.put("agency", agency));
        values.put("purpose", reasons.purpose());
        values.put("reason", reasons.reason());
        values.put("source", reasons.source());
        facts.sourceDate()
                .ifPresent(date -> values.put("source_date", date(date, reasons.language())));
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
        if (value.chars().anyMatch(c -> c == '\t' || EncodedWords.isForbidden(c))) {
            throw Refusal.content("the " + name + " of the clauses has a control character");
        }
        Optional<ClauseFault> fault = ClauseFault.of(value);
        if (fault.isPresent()) {
            throw Refusal.content("the " + name + " of the clauses " + fault.get().words());
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
        out.append("<div lang=\"").append(texts.language().code());
        out.append("\" dir=\"ltr\" style=\"").append(ClauseStyle.BLOCK);
        out.append("\"><span style=\"").append(ClauseStyle.TEXT).append("\">");
        int at = 0;
        while (at < template.length()) {
            if (template.startsWith("{{", at)) {
                int end = template.indexOf("}}", at);
                HtmlText.escape(out, value(template.substring(at + 2, end)));
                at = end + 2;
            } else if (template.startsWith("[[", at)) {
                int name = template.indexOf("<{{", at) + 3;
                char link = link(template.substring(name, template.indexOf("}}", name)));
                out.append("<a href=\"").append(link).append("\" style=\"");
                out.append(ClauseStyle.LINK).append("\">");
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
        return name.equals("notice_url") ? Clauses.NOTICE : Clauses.UNSUBSCRIBE;
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
