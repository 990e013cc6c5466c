// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.suppression.Link.What;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Goes along the journal link by link, computes every digest anew and tells of each event on the
 * way. Events that come while it goes are taken too, up to a last link it finds. Confined to one
 * thread.
 */
final class JournalWalk {
    private final SuppressionLog log;
    private final Optional<String> checkpoint;
    private final RebuildProgress progress;
    private boolean wasPassed;
    private long events;
    private long unlinked;
    private long links;
    private long imports;
    private @Nullable Link last;
    private @Nullable String broken;

    /**
     * A walk not yet begun.
     *
     * @param checkpoint of an earlier check, which must be passed
     */
    JournalWalk(SuppressionLog log, Optional<String> checkpoint, RebuildProgress progress) {
        this.log = log;
        this.checkpoint = checkpoint;
        this.progress = progress;
    }

    /** Goes on from where it stopped to the newest link, or to what is broken. */
    void walk(Consumer<SuppressionEvent> consumer) {
        long position = last == null ? -1 : last.position();
        while (broken == null) {
            List<Link> page = log.links(position);
            if (page.isEmpty()) {
                return;
            }
            for (Link link : page) {
                step(link, consumer);
                if (broken != null) {
                    return;
                }
            }
            position = page.getLast().position();
        }
    }

    /** What is wrong; empty when all is well, once {@link #walk} has come to the end. */
    Optional<String> broken() {
        if (broken == null && !wasPassed && checkpoint.isPresent()) {
            return Optional.of("the checkpoint " + checkpoint.get() + " is not in the journal");
        }
        return Optional.ofNullable(broken).or(this::beyond);
    }

    long events() {
        return events;
    }

    long unlinked() {
        return unlinked;
    }

    long links() {
        return links;
    }

    long imports() {
        return imports;
    }

    /** Of the last good link; empty text when there is none. */
    String reached() {
        return last == null ? "" : last.checkpoint();
    }

    private void step(Link link, Consumer<SuppressionEvent> consumer) {
        Link before = last;
        if (before == null) {
            begin(link, consumer);
        } else if (link.position() != before.position() + 1) {
            broken = "link " + (before.position() + 1) + " is missing";
        } else if (link.first() != before.last() + 1) {
            broken = "link " + link.position() + " does not follow the one before";
        } else {
            String digest = digest(before, link, consumer);
            if (broken == null && !digest.equals(link.digest())) {
                broken =
                        "events %d to %d are not those of link %d: one was changed"
                                .formatted(link.first(), link.last(), link.position());
            }
            imports += link.what() == What.IMPORT ? 1 : 0;
        }
        if (broken == null) {
            last = link;
            links++;
            wasPassed |= checkpoint.filter(link.checkpoint()::equals).isPresent();
        }
    }

    private void begin(Link link, Consumer<SuppressionEvent> consumer) {
        if (link.what() != What.BEGINNING || link.position() != 0) {
            broken = "the beginning of the journal is missing";
            return;
        }
        unlinked = read(link, recorded -> consumer.accept(recorded.event()));
    }

    private String digest(Link before, Link link, Consumer<SuppressionEvent> consumer) {
        var digest = new Link.Digest(before, link.what(), link.first(), link.last());
        if (link.what() == What.IMPORT) {
            log.imported(link.position())
                    .ifPresentOrElse(
                            digest::add,
                            () -> broken = "the import of link " + link.position() + " is missing");
            return digest.end();
        }
        read(
                link,
                recorded -> {
                    digest.add(recorded);
                    consumer.accept(recorded.event());
                });
        return digest.end();
    }

    /** Reads the events of a link; returns how many there were. */
    private long read(Link link, Consumer<RecordedEvent> consumer) {
        long sequence = link.first() - 1;
        long read = 0;
        while (sequence < link.last()) {
            long ahead = link.last() - sequence;
            List<RecordedEvent> page =
                    log.after(sequence, (int) Math.min(ahead, SuppressionLog.PAGE));
            if (page.isEmpty() || page.getLast().sequence() > link.last()) {
                broken = "events of link " + link.position() + " are missing";
                return read;
            }
            page.forEach(consumer);
            read += page.size();
            events += page.size();
            sequence = page.getLast().sequence();
            progress.at("checking the journal", events, Math.max(events, log.last()));
        }
        return read;
    }

    /** Rows behind the last link, put in by somebody who did not know of the journal. */
    private Optional<String> beyond() {
        long end = log.newestLink().last();
        List<RecordedEvent> stray = log.after(end, 1);
        if (stray.isEmpty() || log.newestLink().last() != end) {
            return Optional.empty();
        }
        return Optional.of("event " + stray.getFirst().sequence() + " stands in no link");
    }
}
