// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.settings.Checks.Strictness;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The life of signing keys (L-08): made beside the active one, published, activated when DNS says
 * what we hold, rested while mail is on its way, then retired or revoked. A refusal is a {@link
 * DkimException} that says why. Blocking. Thread-safe.
 */
public final class KeyLifecycle {
    /** How long a key's record stays after its last signature: queues keep mail for days. */
    public static final Duration GRACE = Duration.ofDays(7);

    private static final Pattern SELECTOR = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private final DkimKeys keys;
    private final TxtLookUp dns;
    private final Clock clock;

    public KeyLifecycle(DkimKeys keys, TxtLookUp dns, Clock clock) {
        this.keys = keys;
        this.dns = dns;
        this.clock = clock;
    }

    /** Every key there is or was. */
    public List<KeyLine> list() {
        return keys.entries().stream().map(e -> KeyLine.of(e, Publication.NOT_CHECKED)).toList();
    }

    /** Every key that DNS should know of, compared with what DNS says. */
    public List<KeyLine> check(Strictness strictness) {
        return keys.entries().stream()
                .filter(entry -> entry.record().isPresent())
                .map(entry -> KeyLine.of(entry, published(entry, strictness)))
                .toList();
    }

    /** Makes a key that signs nothing until it is activated. */
    public List<KeyLine> generate(String domain, String selector, KeyAlgorithm algorithm) {
        String ascii = KeySlot.ascii(domain);
        if (!keys.hasPlaceFor(ascii, algorithm)) {
            throw new DkimException(
                    "the configuration has no %s key for %s: add it to a controller's domains"
                            .formatted(algorithm.word(), domain));
        }
        if (!SELECTOR.matcher(selector).matches()) {
            throw new DkimException(
                    "a selector has 1 to 63 of a-z, 0-9 and '-', and begins and ends with none: "
                            + selector);
        }
        if (keys.find(ascii, selector).isPresent()) {
            throw new DkimException(
                    selector + " of " + domain + " exists already: a selector is used once");
        }
        return line(keys.add(ascii, selector, algorithm), Publication.NOT_CHECKED);
    }

    /**
     * Lets a key sign from the next copy on; the one before it rests.
     *
     * @param strictness {@code OFF} asks no DNS; {@code WARN} refuses a record that says something
     *     else; {@code REQUIRE} refuses whatever does not match
     */
    public List<KeyLine> activate(String domain, String selector, Strictness strictness) {
        KeyEntry entry = held(domain, selector);
        if (!keys.hasPlaceFor(entry.domain(), entry.algorithm()) || entry.key().isEmpty()) {
            throw refused(entry, "cannot be activated: its key or its place is gone");
        }
        Publication published = published(entry, strictness);
        boolean refuses =
                switch (strictness) {
                    case OFF -> false;
                    case WARN -> published == Publication.DIFFERS;
                    case REQUIRE -> published != Publication.MATCHES;
                };
        if (refuses) {
            throw refused(
                    entry,
                    "is not activated: its record in DNS is "
                            + (published == Publication.DIFFERS ? "another" : published.words())
                            + " (octroi key dns prints what to publish)");
        }
        Instant now = clock.instant();
        keys.move(
                other -> {
                    if (other.isNamed(entry.domain(), selector)) {
                        return other.at(KeyStage.ACTIVE, now);
                    }
                    boolean makesRoom =
                            other.stage() == KeyStage.ACTIVE
                                    && other.domain().equals(entry.domain())
                                    && other.algorithm() == entry.algorithm();
                    return makesRoom ? other.at(KeyStage.RESTING, now) : other;
                });
        return line(held(domain, selector), published);
    }

    /** Ends a key whose mail has long arrived: its record may go, its private half is deleted. */
    public List<KeyLine> retire(String domain, String selector) {
        return end(domain, selector, KeyStage.RETIRED, false);
    }

    /**
     * Ends a key with a record that says so to everybody.
     *
     * @param compromised whether to do so while mail signed with it may be on its way
     */
    public List<KeyLine> revoke(String domain, String selector, boolean compromised) {
        return end(domain, selector, KeyStage.REVOKED, compromised);
    }

    private List<KeyLine> end(String domain, String selector, KeyStage stage, boolean compromised) {
        KeyEntry entry = named(domain, selector);
        if (entry.stage() == KeyStage.ACTIVE) {
            throw refused(entry, "signs: activate another one first");
        }
        Instant end = entry.since().plus(GRACE);
        if (entry.stage() == KeyStage.RESTING && clock.instant().isBefore(end) && !compromised) {
            throw refused(entry, "signed mail that may be on its way: it must rest until " + end);
        }
        Instant now = clock.instant();
        keys.move(e -> e.isNamed(entry.domain(), selector) ? e.at(stage, now) : e);
        return line(named(domain, selector), Publication.NOT_CHECKED);
    }

    private Publication published(KeyEntry entry, Strictness strictness) {
        if (strictness == Strictness.OFF) {
            return Publication.NOT_CHECKED;
        }
        DnsRecord record = entry.record().orElseThrow();
        try {
            return Publication.of(record, dns.texts(record.name()));
        } catch (IOException noAnswer) {
            // Said to whoever asked; unknown is never taken for right.
            return Publication.UNKNOWN;
        }
    }

    private KeyEntry named(String domain, String selector) {
        return keys.find(KeySlot.ascii(domain), selector)
                .orElseThrow(
                        () ->
                                new DkimException(
                                        "there is no key "
                                                + selector
                                                + " of "
                                                + domain
                                                + "; octroi key list shows those there are"));
    }

    private KeyEntry held(String domain, String selector) {
        KeyEntry entry = named(domain, selector);
        if (!entry.stage().isHeld()) {
            throw refused(entry, "was " + entry.stage().word() + ": generate another one");
        }
        return entry;
    }

    private static List<KeyLine> line(KeyEntry entry, Publication published) {
        return List.of(KeyLine.of(entry, published));
    }

    private static DkimException refused(KeyEntry entry, String why) {
        return new DkimException(entry.selector() + " of " + entry.domain() + " " + why);
    }
}
