// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.StreamId;

import java.util.Optional;

/**
 * An SMTP user.
 *
 * @param passwordHash what {@code octroi credential hash} printed; empty means this user cannot
 *     authenticate and can only be a trusted network's
 */
public record Credential(StreamId stream, Optional<String> passwordHash, AnswerProfile answer) {}
