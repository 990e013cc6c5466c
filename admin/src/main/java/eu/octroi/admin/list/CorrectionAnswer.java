// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.suppression.Corrections;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A correction that waits for a second person, in words. Immutable.
 *
 * @param at ISO 8601
 */
public record CorrectionAnswer(
        long id, String at, String controller, String reason, String author, String why) {

    /** The answers that say {@code waiting}. */
    public static List<CorrectionAnswer> of(
            List<Corrections.Waiting> waiting,
            Function<ControllerNumber, Optional<ControllerId>> names) {
        return waiting.stream().map(asked -> of(asked, names)).toList();
    }

    private static CorrectionAnswer of(
            Corrections.Waiting asked, Function<ControllerNumber, Optional<ControllerId>> names) {
        return new CorrectionAnswer(
                asked.id(),
                asked.at().toString(),
                names.apply(asked.controller())
                        .map(Object::toString)
                        .orElse("number " + asked.controller().value()),
                asked.reason().word(),
                asked.author(),
                asked.why());
    }
}
