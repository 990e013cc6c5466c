// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.StreamId;

import java.util.Optional;

/**
 * An SMTP user.
 *
 * @param stream the stream its mail belongs to; mandatory
 * @param passwordHash what {@code octroi credential hash} printed; default empty: this user cannot
 *     authenticate and can only be a trusted network's
 * @param answer how it is told of a refused recipient: refuse, drop-and-report or tempfail; default
 *     refuse
 */
public record Credential(StreamId stream, Optional<String> passwordHash, AnswerProfile answer) {}
