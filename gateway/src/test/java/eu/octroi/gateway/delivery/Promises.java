// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.SpoolEvent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the gateway has promised in a simulation, and what became of it. Everything that breaks a
 * promise throws a {@link Broken}, and goes on doing so. Confined to one thread.
 */
final class Promises {
    private final VirtualTime time;
    private final List<Duration> waits;
    private final Duration expireAfter;
    private final Map<String, Fate> byRecipient = new LinkedHashMap<>();
    private final Map<CopyId, Fate> byCopy = new LinkedHashMap<>();
    private final Map<MessageId, Acceptance> accepted = new LinkedHashMap<>();
    private final Map<CopyId, Outcome> outcomes = new LinkedHashMap<>();
    private final Set<MessageId> acknowledged = new LinkedHashSet<>();
    private final Set<MessageId> torn = new HashSet<>();
    private Optional<Broken> first = Optional.empty();
    private int doubles;
    private int doublesOfThisProcess;

    /** A promise that is not kept. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(String what) {
            super(what);
        }
    }

    /** What became of one copy. */
    private static final class Fate {
        private boolean opposed;
        private boolean withheld;
        private boolean held;
        private boolean holdUncertain;
        private boolean cancelAsked;
        private boolean cancelled;
        private boolean forcedEnd;
        private boolean heard;
        private boolean taken;
        private boolean takenByThisProcess;
        private boolean mayComeAtOnce = true;
        private int putOff;
        private long notBefore;
        private boolean refused;
    }

    Promises(VirtualTime time, List<Duration> waits, Duration expireAfter) {
        this.time = time;
        this.waits = waits;
        this.expireAfter = expireAfter;
    }

    /** Throws what was broken first; where it was found out, others may have caught it. */
    void mustBeKept() {
        first.ifPresent(
                broken -> {
                    throw broken;
                });
    }

    /** Before the message is handed in: it may be accepted without anybody being told. */
    void offered(Acceptance acceptance) {
        for (int i = 0; i < acceptance.copies().size(); i++) {
            Fate fate = new Fate();
            fate.withheld = !acceptance.copies().get(i).verdict().permitsDelivery();
            byRecipient.put(acceptance.copies().get(i).to().toString(), fate);
            byCopy.put(new CopyId(acceptance.id(), i), fate);
        }
    }

    void acknowledged(MessageId message) {
        acknowledged.add(message);
    }

    List<CopyId> copies() {
        return List.copyOf(byCopy.keySet());
    }

    /** Recipients that may still object. */
    List<String> recipients() {
        return List.copyOf(byRecipient.keySet());
    }

    void opposed(String recipient) {
        fate(recipient).ifPresent(fate -> fate.opposed = true);
    }

    boolean isOpposed(String recipient) {
        return fate(recipient).map(fate -> fate.opposed).orElse(false);
    }

    /** A person begins to order something about the copy: from now on it may be due at any time. */
    void ordering(Order.Kind kind, CopyId copy) {
        Fate fate = fate(copy).orElseThrow();
        fate.mayComeAtOnce = true;
        switch (kind) {
            case HOLD -> fate.holdUncertain = true;
            case RELEASE -> {
                fate.holdUncertain = true;
                fate.held = false;
            }
            case CANCEL -> fate.cancelAsked = true;
            case RETRY -> {}
        }
    }

    /** The order was carried out, and forced: a copy put off meanwhile is due by a retry. */
    void ordered(Order.Kind kind, CopyId copy) {
        Fate fate = fate(copy).orElseThrow();
        switch (kind) {
            case HOLD -> {
                fate.held = true;
                fate.holdUncertain = false;
            }
            case RELEASE -> {
                fate.held = false;
                fate.holdUncertain = false;
            }
            case CANCEL -> fate.cancelled = true;
            case RETRY -> fate.mayComeAtOnce = true;
        }
    }

    /** Whether an order may stand in the way of the copy. */
    boolean isHeld(CopyId copy) {
        return fate(copy).map(fate -> fate.held || fate.holdUncertain).orElse(false);
    }

    /** That these copies ended was forced when their process was killed. */
    void forced(List<CopyId> ended) {
        ended.forEach(copy -> fate(copy).ifPresent(fate -> fate.forcedEnd = true));
    }

    /** An attempt on the copy begins. */
    void attempt(String recipient) {
        fate(recipient)
                .filter(fate -> !fate.mayComeAtOnce && time.nanoTime() - fate.notBefore < 0)
                .ifPresent(_ -> broken("%s is tried again too early", recipient));
    }

    /** DATA for the copy leaves us. */
    void sending(String recipient) {
        fate(recipient).ifPresent(fate -> sending(recipient, fate));
    }

    private void sending(String recipient, Fate fate) {
        if (fate.opposed) {
            broken("DATA for %s, who objected before", recipient);
        }
        if (fate.withheld) {
            broken("DATA for %s, who was never to be mailed", recipient);
        }
        if (fate.held) {
            broken("DATA for %s, which is held", recipient);
        }
        if (fate.cancelled) {
            broken("DATA for %s, which was cancelled", recipient);
        }
        if (fate.heard) {
            broken("DATA for %s, which we know was taken", recipient);
        }
    }

    /** The next hop has taken it, whether or not we hear of it. */
    void taken(String recipient, String body) {
        if (!fate(recipient).isPresent()) {
            return;
        }
        Fate fate = fate(recipient).get();
        if (!body.contains("X-For: " + recipient + "\r\n")) {
            broken("%s got what was for another", recipient);
        }
        doubles += fate.taken ? 1 : 0;
        doublesOfThisProcess += fate.takenByThisProcess ? 1 : 0;
        fate.taken = true;
        fate.takenByThisProcess = true;
    }

    /** We hear what the next hop says of a copy. */
    void heard(String line) {
        if (line.startsWith(SimulatedHops.TAKEN)) {
            fate(line.substring(SimulatedHops.TAKEN.length())).ifPresent(f -> f.heard = true);
        } else if (line.startsWith(SimulatedHops.NEVER)) {
            fate(line.substring(SimulatedHops.NEVER.length())).ifPresent(f -> f.refused = true);
        } else if (line.startsWith(SimulatedHops.LATER)) {
            fate(line.substring(SimulatedHops.LATER.length())).ifPresent(this::putOff);
        }
    }

    private void putOff(Fate fate) {
        fate.putOff++;
        Duration wait = waits.get(Math.min(fate.putOff, waits.size()) - 1);
        fate.notBefore = time.nanoTime() + wait.toNanos() * 3 / 4;
        fate.mayComeAtOnce = false;
    }

    int doubles() {
        return doubles;
    }

    /** The process is about to end, having counted so many possible doubles. */
    void ending(double counted) {
        if (doublesOfThisProcess > counted) {
            broken("%d doubles, and %.0f counted as possible", doublesOfThisProcess, counted);
        }
        doublesOfThisProcess = 0;
        byCopy.values().forEach(fate -> fate.takenByThisProcess = false);
    }

    /** The ledger has committed these. */
    void committed(List<SpoolEvent> events) {
        for (SpoolEvent event : events) {
            learn(event, accepted, outcomes);
        }
    }

    private void learn(
            SpoolEvent event, Map<MessageId, Acceptance> taken, Map<CopyId, Outcome> ended) {
        switch (event) {
            case SpoolEvent.Accepted it -> {
                if (taken.put(it.acceptance().id(), it.acceptance()) != null) {
                    broken("accepted twice: %s", it.acceptance().id());
                }
            }
            case SpoolEvent.Settled it -> {
                CopyId copy = new CopyId(it.message(), it.copy());
                if (ended.put(copy, it.outcome()) != null) {
                    broken("ended twice: %s", copy);
                }
                isTrue(copy, it.outcome());
            }
            case SpoolEvent.Intervened _ -> {}
        }
    }

    /** An outcome must say what happened. */
    private void isTrue(CopyId copy, Outcome outcome) {
        if (fate(copy).isEmpty()) {
            return;
        }
        Fate fate = fate(copy).get();
        switch (outcome.kind()) {
            case DELIVERED -> check(fate.heard, copy, "delivered, which nobody said", outcome);
            case BOUNCED -> check(fate.refused, copy, "bounced, which nobody said", outcome);
            case SUPPRESSED ->
                    check(fate.opposed, copy, "suppressed, though nobody objected", outcome);
            case CANCELLED -> check(fate.cancelAsked, copy, "cancelled by nobody", outcome);
            case EXPIRED -> {
                Acceptance of = accepted.get(copy.message());
                if (of != null && !time.hasJumped()) {
                    boolean due = !outcome.at().isBefore(of.acceptedAt().plus(expireAfter));
                    check(due, copy, "expired before its time", outcome);
                }
            }
        }
    }

    private void check(boolean holds, CopyId copy, String what, Object... more) {
        if (!holds) {
            broken("%s: %s %s", copy, what, List.of(more));
        }
    }

    /**
     * A process has started on what another left: everybody who was accepted must be among those
     * that ended or among those that are open, and nobody in both.
     *
     * @param unread events that the ledger has not committed yet
     * @param open copies that wait, and whether each is held
     * @param quarantined messages that were set aside
     */
    void restarted(List<SpoolEvent> unread, Map<CopyId, Boolean> open, Set<MessageId> quarantined) {
        Map<MessageId, Acceptance> taken = new HashMap<>(accepted);
        Map<CopyId, Outcome> ended = new HashMap<>(outcomes);
        unread.forEach(event -> learn(event, taken, ended));
        for (MessageId message : acknowledged) {
            check(taken.containsKey(message), new CopyId(message, 0), "acknowledged and lost");
        }
        findTorn(taken, quarantined);
        taken.keySet().removeAll(torn);
        balance(taken, ended, open.keySet());
        // Nobody heard of some of these, but now they are on their way.
        open.keySet().forEach(copy -> acknowledged.add(copy.message()));
        open.forEach((copy, isHeld) -> fate(copy).ifPresent(f -> restarted(copy, f, isHeld)));
    }

    /**
     * What was being written when the power went, without anybody having been told: the head of its
     * record may be whole and the rest not. Then the ledger has it as accepted, and it is in
     * quarantine: from the disk alone nobody can tell whether it was acknowledged.
     */
    private void findTorn(Map<MessageId, Acceptance> taken, Set<MessageId> quarantined) {
        quarantined.stream()
                .filter(taken::containsKey)
                .filter(id -> !acknowledged.contains(id))
                .forEach(torn::add);
    }

    private void restarted(CopyId copy, Fate fate, boolean isHeld) {
        check(!fate.cancelled, copy, "cancelled, and back");
        check(!fate.forcedEnd, copy, "its end was forced, and it is back");
        check(fate.holdUncertain || fate.held == isHeld, copy, "is held or not, against orders");
        fate.held = isHeld;
        fate.holdUncertain = false;
        // The answer was heard, but that it was did not reach the disk.
        fate.heard = false;
        fate.putOff = 0;
        fate.mayComeAtOnce = true;
    }

    /**
     * accepted = delivered + bounced + suppressed + expired + cancelled + queued, in recipients.
     */
    private void balance(
            Map<MessageId, Acceptance> taken, Map<CopyId, Outcome> ended, Set<CopyId> open) {
        int due = 0;
        Map<Outcome.Kind, Integer> kinds = new EnumMap<>(Outcome.Kind.class);
        Set<CopyId> known = new HashSet<>();
        for (Map.Entry<MessageId, Acceptance> message : taken.entrySet()) {
            for (int i = 0; i < message.getValue().copies().size(); i++) {
                CopyId copy = new CopyId(message.getKey(), i);
                known.add(copy);
                if (!message.getValue().copies().get(i).verdict().permitsDelivery()) {
                    check(!open.contains(copy), copy, "waits, though it was never to be sent");
                    continue;
                }
                due++;
                check(ended.containsKey(copy) || open.contains(copy), copy, "lost");
                check(!ended.containsKey(copy) || !open.contains(copy), copy, "ended, and waits");
            }
        }
        open.forEach(copy -> check(known.contains(copy), copy, "waits, and was never accepted"));
        ended.forEach((_, outcome) -> kinds.merge(outcome.kind(), 1, Integer::sum));
        int sum = kinds.values().stream().mapToInt(Integer::intValue).sum() + open.size();
        if (due != sum) {
            broken("%d accepted, but %s and %d queued", due, kinds, open.size());
        }
    }

    /** Everything that was accepted has ended. */
    boolean isAllOver() {
        return openCopies().isEmpty();
    }

    /** Copies of which the ledger knows no end. */
    List<CopyId> openCopies() {
        List<CopyId> open = new ArrayList<>();
        accepted.forEach(
                (id, acceptance) -> {
                    for (int i = 0; i < acceptance.copies().size(); i++) {
                        CopyId copy = new CopyId(id, i);
                        if (acceptance.copies().get(i).verdict().permitsDelivery()
                                && !torn.contains(id)
                                && !outcomes.containsKey(copy)) {
                            open.add(copy);
                        }
                    }
                });
        acknowledged.stream()
                .filter(id -> !accepted.containsKey(id))
                .forEach(id -> open.add(new CopyId(id, 0)));
        return open;
    }

    private Optional<Fate> fate(String recipient) {
        return Optional.ofNullable(byRecipient.get(recipient));
    }

    private Optional<Fate> fate(CopyId copy) {
        return Optional.ofNullable(byCopy.get(copy));
    }

    /** Throws it, and keeps it for {@link #mustBeKept}. */
    @SuppressWarnings("AnnotateFormatMethod")
    void broken(String what, Object... with) {
        first = first.or(() -> Optional.of(new Broken(what.formatted(with))));
        mustBeKept();
    }
}
