// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.Origin;

/**
 * As whom a client acts. Immutable.
 *
 * @param answer how it is told of a refused recipient
 * @param convertLineFeeds whether a bare LF in its messages is a line end (H-06)
 * @param controller the name recipients know the controller by, for the words of a refusal
 * @param issue of its credential: a name that is given anew is another one
 */
public record Account(
        Origin origin,
        AnswerProfile answer,
        boolean convertLineFeeds,
        String controller,
        long issue) {}
