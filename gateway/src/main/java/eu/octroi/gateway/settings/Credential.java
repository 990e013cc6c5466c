// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.StreamId;

import java.net.InetAddress;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An SMTP user.
 *
 * @param stream the stream its mail belongs to; mandatory
 * @param passwordHash what {@code octroi credential hash} printed; default empty: this user cannot
 *     authenticate and can only be a trusted network's
 * @param convertLineFeeds whether a bare LF in a message is taken for a line end and leaves as
 *     CRLF, for a tool that knows no better; else the message is refused; default false
 * @param answer how it is told of a refused recipient: refuse, drop-and-report or tempfail; default
 *     refuse
 * @param allowFrom networks from which it is let in, such as [10.1.0.0/16]; elsewhere it is refused
 *     like a wrong password; default from everywhere
 * @param expires the first day on which it is refused, UTC; default never
 */
public record Credential(
        StreamId stream,
        Optional<String> passwordHash,
        boolean convertLineFeeds,
        AnswerProfile answer,
        List<Network> allowFrom,
        Optional<LocalDate> expires) {
    private static final Pattern PASSWORD_HASH =
            Pattern.compile(
                    "\\$argon2id\\$[!-~]{40,300} SCRAM-SHA-256"
                            + "\\$[0-9]{4,7}:[A-Za-z0-9+/]{8,88}={0,2}"
                            + "\\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=");

    public Credential {
        allowFrom = List.copyOf(allowFrom);
    }

    /** One that is good from everywhere and for ever. */
    public Credential(
            StreamId stream,
            Optional<String> passwordHash,
            boolean convertLineFeeds,
            AnswerProfile answer) {
        this(stream, passwordHash, convertLineFeeds, answer, List.of(), Optional.empty());
    }

    /** Whether it has the form that {@code octroi credential hash} prints. */
    public static boolean isPasswordHash(String text) {
        return PASSWORD_HASH.matcher(text).matches();
    }

    public boolean isAllowedFrom(InetAddress client) {
        return allowFrom.isEmpty() || allowFrom.stream().anyMatch(n -> n.contains(client));
    }

    /** Whether it is refused on that day. */
    public boolean hasExpiredOn(LocalDate day) {
        return expires.filter(first -> !day.isBefore(first)).isPresent();
    }
}
