// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;

import java.time.Instant;
import java.util.List;

/**
 * One change of a controller's list as others may follow it (B-21): keys, no addresses. Immutable.
 *
 * @param sequence rises from change to change
 * @param op {@code add}, {@code lift} or {@code renew}
 * @param scope {@code person}, {@code domain} or the digest it was made from
 */
public record ListedChange(
        long sequence,
        Instant at,
        String op,
        PersonKey key,
        int keyVersion,
        String scope,
        Reason reason,
        Channel channel,
        Instant since) {

    static ListedChange of(RecordedEvent recorded) {
        SuppressionEvent event = recorded.event();
        return new ListedChange(
                recorded.sequence(),
                Instant.ofEpochMilli(recorded.atMillis()),
                SuppressionChanges.word(event.op()),
                event.key(),
                event.keyVersion(),
                event.kind().word(),
                event.reason(),
                event.channel(),
                event.since());
    }

    /**
     * Those in a stretch of the record, in order. Immutable.
     *
     * @param seen sequence of the last change looked at; the next stretch begins after it
     * @param isLast whether nothing came after it when it was read
     */
    public record Page(long seen, boolean isLast, List<ListedChange> changes) {
        public Page {
            changes = List.copyOf(changes);
        }
    }
}
