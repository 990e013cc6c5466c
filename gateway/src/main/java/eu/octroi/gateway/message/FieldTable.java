// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.Locale;

/**
 * What becomes of each header field that comes in (H-29, H-30). Every field not in this table is
 * kept as it is, DKIM-Signature, Received, Precedence, Feedback-ID, List-Help and the other List-*
 * fields among them.
 *
 * <table>
 *   <caption>Fields that leave</caption>
 *   <tr><th>field</th><th>with clauses</th><th>without</th></tr>
 *   <tr><td>Bcc, Resent-Bcc</td><td>removed</td><td>removed</td></tr>
 *   <tr><td>Return-Path</td><td>removed</td><td>removed</td></tr>
 *   <tr><td>Authentication-Results with our name</td><td>removed</td><td>removed</td></tr>
 *   <tr><td>X-Octroi-*</td><td>removed; X-Octroi-Ref is ours</td><td>the same</td></tr>
 *   <tr><td>List-Unsubscribe</td><td>replaced by ours</td><td>kept</td></tr>
 *   <tr><td>List-Unsubscribe-Post</td><td>replaced by ours</td><td>kept</td></tr>
 *   <tr><td>List-Id</td><td>replaced by ours</td><td>kept</td></tr>
 *   <tr><td>CFBL-Address, CFBL-Feedback-ID</td><td>removed</td><td>kept</td></tr>
 * </table>
 *
 * <p>Immutable.
 */
final class FieldTable {
    private final String hostname;
    private final boolean clauses;

    FieldTable(String hostname, boolean clauses) {
        this.hostname = hostname.toLowerCase(Locale.ROOT);
        this.clauses = clauses;
    }

    boolean removes(Octets message, Field field) {
        return switch (field.name()) {
            case "bcc", "resent-bcc", "return-path" -> true;
            case "authentication-results" -> isOurs(Header.unfolded(message, field));
            case "list-unsubscribe",
                    "list-unsubscribe-post",
                    "list-id",
                    "cfbl-address",
                    "cfbl-feedback-id" ->
                    clauses;
            default -> field.name().startsWith(OctroiFieldReader.PREFIX);
        };
    }

    /** The authserv-id is the first word, RFC 8601 section 2.2; a comment may hide it. */
    private boolean isOurs(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        int end = text.indexOf(';');
        return (end < 0 ? text : text.substring(0, end)).contains(hostname);
    }
}
