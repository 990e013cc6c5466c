// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.credentials;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.Names;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.settings.Credential;
import eu.octroi.gateway.settings.Network;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A credential to be added, as it comes in a request. Immutable.
 *
 * @param answer null is refuse
 * @param allowFrom networks; null or empty is everywhere
 * @param expires the first day on which it is refused; null is never
 * @param passwordHash what {@code octroi credential hash} prints; null: a password is made
 */
public record CredentialOrder(
        String name,
        String stream,
        @Nullable String answer,
        boolean convertLineFeeds,
        @Nullable List<String> allowFrom,
        @Nullable String expires,
        @Nullable String passwordHash) {

    /**
     * What it says, with the hash of a password in any case.
     *
     * @throws CredentialException when something in it has no meaning
     */
    Credential credential(String hash) {
        if (!Names.isName(name)) {
            throw new CredentialException(
                    "a name is 1 to 64 letters, digits, '.', '-' or '_'");
        }
        if (!Names.isName(stream)) {
            throw new CredentialException("there is no stream '" + stream + "'");
        }
        return new Credential(
                new StreamId(stream),
                Optional.of(hash),
                convertLineFeeds,
                answer == null ? AnswerProfile.REFUSE : profile(answer),
                allowFrom == null
                        ? List.of()
                        : allowFrom.stream().map(CredentialOrder::network).toList(),
                Optional.ofNullable(expires).map(CredentialOrder::day));
    }

    private static AnswerProfile profile(String word) {
        return AnswerProfile.ofWord(word)
                .orElseThrow(
                        () ->
                                new CredentialException(
                                        "the answer is refuse, drop-and-report or tempfail"));
    }

    private static Network network(String text) {
        return Network.parse(text)
                .orElseThrow(
                        () ->
                                new CredentialException(
                                        "'" + text + "' is no network such as 10.1.0.0/16"));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new CredentialException("'" + text + "' is no day such as 2027-01-31");
        }
    }
}
