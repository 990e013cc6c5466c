// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.octroi.gateway.LedgerBook;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.message.SentClauses;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The clauses of one sent copy, rendered again. Immutable.
 *
 * @param texts set, version and languages
 * @param notice version of the notice page
 * @param forms by name: {@code plain}, {@code simple} (7-bit), {@code ascii} and {@code html}; a
 *     copy got the ones its texts could carry
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClausesAnswer(
        String copy, String sent, String texts, String notice, Map<String, Form> forms) {

    /** Clause A and clause B, octet for octet with their line ends. */
    public record Form(String information, String opposition) {}

    public static ClausesAnswer of(CopyId copy, LedgerBook.Rendered rendered) {
        SentClauses clauses = rendered.clauses();
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("plain", form(clauses.plain()));
        forms.put("simple", form(clauses.simple()));
        clauses.ascii().ifPresent(pair -> forms.put("ascii", form(pair)));
        forms.put("html", form(clauses.html()));
        return new ClausesAnswer(
                copy.toString(),
                rendered.row().row().at().toString(),
                rendered.said().texts(),
                rendered.said().notice(),
                forms);
    }

    /** The form of that name, both clauses; null when the copy has none such. */
    public @Nullable String text(String form) {
        Form found = forms.get(form);
        return found == null ? null : found.information() + found.opposition();
    }

    private static Form form(SentClauses.Pair pair) {
        return new Form(pair.information(), pair.opposition());
    }
}
