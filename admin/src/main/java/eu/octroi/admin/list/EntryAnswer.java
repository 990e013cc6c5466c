// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.SuppressionEntry;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the API says of one subject, in words. Immutable.
 *
 * @param reason why, such as {@code opposition}; null when not suppressed, as are the next two
 * @param scope how far the entry reaches, such as {@code person}
 * @param since ISO 8601
 * @param keys under which changes of this subject are told to who follows the list, newest first
 */
public record EntryAnswer(
        String subject,
        boolean suppressed,
        @Nullable String reason,
        @Nullable String scope,
        @Nullable String since,
        @Nullable List<String> keys) {

    /** The answer about {@code subject}, as it was asked. */
    public static EntryAnswer of(
            String subject, Optional<SuppressionEntry> entry, List<PersonKey> keys) {
        List<String> words = keys.stream().map(PersonKey::toString).toList();
        return entry.map(
                        e ->
                                new EntryAnswer(
                                        subject,
                                        true,
                                        e.reason().word(),
                                        e.scope().word(),
                                        e.since().toString(),
                                        words))
                .orElseGet(() -> new EntryAnswer(subject, false, null, null, null, words));
    }

    Optional<SuppressionEntry> entry() {
        if (reason == null || scope == null || since == null) {
            return Optional.empty();
        }
        Scope reach =
                Arrays.stream(Scope.values())
                        .filter(s -> s.word().equals(scope))
                        .findFirst()
                        .orElseThrow();
        return Optional.of(
                new SuppressionEntry(
                        reach, Reason.ofWord(reason).orElseThrow(), Instant.parse(since)));
    }
}
