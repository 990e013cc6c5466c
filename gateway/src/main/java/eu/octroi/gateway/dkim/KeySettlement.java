// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Brings the book in line with the configuration. What was activated by command stays active until
 * the configuration names another selector than it did then: whoever edits it means it. Confined to
 * one reading.
 */
final class KeySettlement {
    private final List<KeySlot> slots;
    private final Instant now;
    private final List<KeyEntry> entries;
    private final Properties configured = new Properties();

    KeySettlement(List<KeySlot> slots, KeyBook.Page page, Instant now) {
        this.slots = slots;
        this.now = now;
        this.entries = new ArrayList<>(page.entries());
        configured.putAll(page.configured());
    }

    KeyBook.Page settled() {
        for (KeySlot slot : slots) {
            if (!slot.selector().equals(configured.getProperty(slot.bookName()))) {
                activate(slot);
                configured.setProperty(slot.bookName(), slot.selector());
            }
        }
        entries.replaceAll(entry -> hasNoPlace(entry) ? entry.at(KeyStage.RESTING, now) : entry);
        configured
                .keySet()
                .removeIf(name -> slots.stream().noneMatch(s -> s.bookName().equals(name)));
        return new KeyBook.Page(List.copyOf(entries), configured);
    }

    private void activate(KeySlot slot) {
        Optional<KeyEntry> known = entries.stream().filter(slot::names).findFirst();
        known.filter(entry -> !entry.stage().isHeld())
                .ifPresent(
                        gone -> {
                            throw new DkimException(
                                    "the DKIM key %s of %s was %s: name another selector"
                                            .formatted(
                                                    gone.selector(),
                                                    gone.domain(),
                                                    gone.stage().word()));
                        });
        entries.removeIf(slot::names);
        entries.replaceAll(
                entry ->
                        slot.isFor(entry) && entry.stage() == KeyStage.ACTIVE
                                ? entry.at(KeyStage.RESTING, now)
                                : entry);
        entries.add(
                new KeyEntry(
                        slot.domain(),
                        slot.selector(),
                        slot.algorithm(),
                        KeyStage.ACTIVE,
                        now,
                        Optional.empty()));
    }

    /** An active key whose domain or second signature the configuration no longer has. */
    private boolean hasNoPlace(KeyEntry entry) {
        return entry.stage() == KeyStage.ACTIVE && slots.stream().noneMatch(s -> s.isFor(entry));
    }
}
