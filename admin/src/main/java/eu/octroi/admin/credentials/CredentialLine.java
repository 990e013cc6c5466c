// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.credentials;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.octroi.gateway.settings.Credential;
import eu.octroi.gateway.settings.Network;
import eu.octroi.gateway.store.CredentialBook;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * One credential in words, without its password. Immutable.
 *
 * @param in {@code configuration} or {@code record}
 * @param state {@code live}, {@code trusted-only}, {@code expired} or {@code revoked}
 * @param created ISO 8601; null for one of the configuration
 * @param lastUsed the day, UTC; null when it never was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CredentialLine(
        String name,
        String in,
        String state,
        String stream,
        String answer,
        List<String> allowFrom,
        @Nullable String expires,
        @Nullable String created,
        @Nullable String lastUsed) {

    static CredentialLine of(CredentialBook.Listed listed) {
        Credential credential = listed.credential();
        return new CredentialLine(
                listed.id().value(),
                listed.created().isPresent() ? "record" : "configuration",
                listed.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                credential.stream().value(),
                credential.answer().word(),
                credential.allowFrom().stream().map(Network::toString).toList(),
                credential.expires().map(LocalDate::toString).orElse(null),
                listed.created().map(Instant::toString).orElse(null),
                listed.lastUsed().map(LocalDate::toString).orElse(null));
    }

    /** All of them as a table for people. */
    public static String text(List<CredentialLine> lines) {
        StringBuilder out =
                new StringBuilder(
                        row("NAME", "STREAM", "STATE", "IN", "LAST USED", "ANSWER", "LIMITS"));
        for (CredentialLine line : lines) {
            out.append(
                    row(
                            line.name(),
                            line.stream(),
                            line.state(),
                            line.in(),
                            line.lastUsed() == null ? "never" : line.lastUsed(),
                            line.answer(),
                            line.limits()));
        }
        return out.toString();
    }

    private String limits() {
        String until = expires == null ? "" : "until " + expires + " ";
        return (until + (allowFrom.isEmpty() ? "" : "from " + String.join(", ", allowFrom))).strip();
    }

    private static String row(String... cells) {
        return String.format(
                        Locale.ROOT,
                        "%-20s %-16s %-12s %-13s %-10s %-15s %s",
                        (Object[]) cells)
                .stripTrailing()
                .concat("\n");
    }
}
