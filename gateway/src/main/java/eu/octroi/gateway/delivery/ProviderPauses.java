// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.ProviderProfile.Pause;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a provider that asked for it gets nothing. Each pause is twice as long as the one before it
 * until a message is taken again; replies that come during a pause belong to it. Event-loop
 * confined.
 */
final class ProviderPauses {
    private static final int DOUBLINGS_MAX = 16;

    private final List<Pause> pauses;
    private int inARow;
    private boolean paused;
    private long until;
    private String why = "";

    ProviderPauses(List<Pause> pauses) {
        this.pauses = pauses;
    }

    /** A reply that is no success; the length of the pause that begins with it, if one does. */
    Optional<Duration> heard(String reply, long now) {
        if (isOn(now) || !reply.startsWith("4")) {
            return Optional.empty();
        }
        Optional<Pause> asked = pauses.stream().filter(p -> reply.contains(p.says())).findFirst();
        return asked.map(pause -> begin(pause, reply, now));
    }

    private Duration begin(Pause pause, String reply, long now) {
        Duration doubled = pause.first().multipliedBy(1L << Math.min(inARow, DOUBLINGS_MAX));
        Duration length = doubled.compareTo(pause.longest()) < 0 ? doubled : pause.longest();
        inARow++;
        paused = true;
        until = now + length.toNanos();
        why = reply;
        return length;
    }

    /** A message was taken. */
    void taken(long now) {
        if (!isOn(now)) {
            inARow = 0;
        }
    }

    boolean isOn(long now) {
        paused = paused && until - now > 0;
        return paused;
    }

    /** Nanoseconds until it ends; 0 when there is none. */
    long waitNanos(long now) {
        return isOn(now) ? until - now : 0;
    }

    /** What the reply said that began the last one. */
    String why() {
        return why;
    }
}
