// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamClass;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A class of mail with its own rules.
 *
 * @param regime the consent regime, such as {@code fr}
 * @param source the source of recipients whose message names none
 * @param purpose what the mail is about, as clauses say it; needed for prospecting
 * @param reason why this person is written to; needed for prospecting
 * @param caps parsed and checked, not enforced yet
 * @param sign false: a transactional stream that adds no clauses and no signature
 */
public record Stream(
        ControllerId controller,
        StreamClass streamClass,
        String regime,
        Optional<SourceId> source,
        Optional<LocalizedText> purpose,
        Optional<LocalizedText> reason,
        List<Cap> caps,
        OnCap onCap,
        boolean sign) {
    public Stream {
        caps = List.copyOf(caps);
    }

    /** A frequency cap: at most {@code max} messages in any window of this length. */
    public record Cap(Per per, int max, Duration window) {}

    /** What a cap counts by. */
    public enum Per {
        RECIPIENT,
        COMPANY,
        CONTROLLER
    }

    /** What happens when a cap is full. */
    public enum OnCap {
        REFUSE,
        DEFER,
        HOLD
    }
}
