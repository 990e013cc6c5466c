// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.events;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.suppression.SuppressionList;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The spool's feed on its way to the ledger: the links of tools in it are remembered before the
 * ledger commits past them, so that a crash forgets none (I-45). Thread-safe.
 */
final class RememberingFeed implements LedgerFeed {
    private final LedgerFeed feed;
    private final ToolLinks links;
    private final SuppressionList list;
    private final Clock clock;

    RememberingFeed(LedgerFeed feed, ToolLinks links, SuppressionList list, Clock clock) {
        this.feed = feed;
        this.links = links;
        this.list = list;
        this.clock = clock;
    }

    @Override
    public List<SpoolEvent> after(long position, int max) {
        List<SpoolEvent> events = feed.after(position, max);
        List<Acceptance> offering = new ArrayList<>();
        for (SpoolEvent event : events) {
            if (event instanceof SpoolEvent.Accepted accepted
                    && accepted.acceptance().treatment().toolUnsubscribe().isPresent()) {
                offering.add(accepted.acceptance());
            }
        }
        if (!offering.isEmpty()) {
            remember(offering);
        }
        return events;
    }

    @Override
    public void ledgerCommitted(long position) {
        feed.ledgerCommitted(position);
    }

    /**
     * Asked only after the links are there: who objects from then on is found by the list's own
     * events, who objected before is found here, and nobody falls between.
     */
    private void remember(List<Acceptance> offering) {
        links.remember(offering.stream().map(this::link).toList());
        for (Acceptance acceptance : offering) {
            ControllerNumber controller = acceptance.origin().controller();
            Copy copy = acceptance.copies().getFirst();
            if (list.find(controller, copy.to())
                    .filter(e -> e.reason().isOpposition())
                    .isPresent()) {
                links.objected(controller, list.personKey(controller, copy.to()), clock.instant());
            }
        }
    }

    /** A message whose link is carried has one recipient: whose else would the link be? */
    private ToolLink link(Acceptance acceptance) {
        ControllerNumber controller = acceptance.origin().controller();
        return new ToolLink(
                new ToolLink.Mail(
                        controller,
                        list.personKey(controller, acceptance.copies().getFirst().to()),
                        acceptance.id()),
                acceptance.treatment().toolUnsubscribe().orElseThrow(),
                acceptance.acceptedAt());
    }
}
