// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.settings.Credential;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The SMTP users that may send now. Whoever holds one asks again before each step: what is taken
 * out here is refused at once. Never blocks. Thread-safe.
 */
public final class LiveCredentials {
    private final Map<CredentialId, Live> live = new ConcurrentHashMap<>();
    private final Map<CredentialId, Long> usedOn = new ConcurrentHashMap<>();
    private final BiConsumer<CredentialId, Long> uses;
    private final Clock clock;

    /**
     * @param uses hears of the first use of each credential on a day, counted since 1970; must not
     *     block
     */
    LiveCredentials(BiConsumer<CredentialId, Long> uses, Clock clock) {
        this.uses = uses;
        this.clock = clock;
    }

    /**
     * One that may be used. Immutable.
     *
     * @param issue another one whenever a name is given anew
     */
    public record Live(Credential credential, long issue) {}

    /** Those of a configuration alone, which nobody can revoke. */
    public static LiveCredentials of(Map<CredentialId, Credential> configured, Clock clock) {
        LiveCredentials all = new LiveCredentials((_, _) -> {}, clock);
        configured.forEach((id, credential) -> all.put(id, new Live(credential, 0)));
        return all;
    }

    /** The one of that name, unless there is none, or it was revoked, or has expired. */
    public Optional<Live> find(CredentialId id) {
        return Optional.ofNullable(live.get(id))
                .filter(
                        found ->
                                found.credential().expires().isEmpty()
                                        || !found.credential().hasExpiredOn(today()));
    }

    /** Whether the one that was found before may still be used. */
    public boolean isLive(CredentialId id, long issue) {
        return find(id).filter(found -> found.issue() == issue).isPresent();
    }

    /** It is being used. */
    public void used(CredentialId id) {
        long day = today().toEpochDay();
        Long before = usedOn.get(id);
        if (before == null || before != day) {
            usedOn.put(id, day);
            uses.accept(id, day);
        }
    }

    void put(CredentialId id, Live credential) {
        live.put(id, credential);
    }

    void remove(CredentialId id) {
        live.remove(id);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
