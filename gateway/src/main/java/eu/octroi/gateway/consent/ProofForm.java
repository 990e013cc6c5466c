// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.Names;
import eu.octroi.gateway.domain.StreamId;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A proof as people and files give it: words under names. It is read whole or refused with
 * everything it lacks. Confined to one reading.
 */
public final class ProofForm {
    /** Every name there is, in the order in which files are best laid out. */
    public static final List<String> FIELDS =
            List.of(
                    "kind",
                    "since",
                    "stream",
                    "purpose",
                    "wording",
                    "method",
                    "partners",
                    "evidence",
                    "source-ip",
                    "country",
                    "same-entity",
                    "analogous",
                    "opt-out-offered",
                    "decided-by");

    /** Longest value. */
    public static final int TEXT_MAX = 2_000;

    private static final List<String> CONDITIONS =
            List.of("same-entity", "analogous", "opt-out-offered");

    private final Map<String, String> given = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final Set<String> streams;
    private final Instant now;

    /** What came of a form. */
    public sealed interface Read {
        /** A whole proof. */
        record Complete(Proof proof) implements Read {}

        /** Why it is none; at least one sentence. */
        record Incomplete(List<String> why) implements Read {
            public Incomplete {
                why = List.copyOf(why);
            }
        }
    }

    private ProofForm(Map<String, String> fields, Set<String> streams, Instant now) {
        fields.forEach((name, value) -> given.put(name, value.strip()));
        given.values().removeIf(String::isEmpty);
        this.streams = streams;
        this.now = now;
    }

    /**
     * Reads a form.
     *
     * @param streams those of the controller
     */
    public static Read read(Map<String, String> fields, Set<String> streams, Instant now) {
        ProofForm form = new ProofForm(fields, streams, now);
        Optional<Proof> proof = form.proof();
        return proof.isPresent() && form.wrong.isEmpty()
                ? new Read.Complete(proof.get())
                : new Read.Incomplete(form.wrong);
    }

    /** A proof in the words in which it can be given again. */
    public static Map<String, String> fields(Proof proof) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", proof.kind().word());
        fields.put("since", proof.since().toString());
        switch (proof) {
            case Proof.Consent consent -> {
                consent.stream().ifPresent(stream -> fields.put("stream", stream.value()));
                fields.put("purpose", consent.purpose());
                fields.put("wording", consent.wording());
                fields.put("method", consent.method());
                consent.partners().ifPresent(partners -> fields.put("partners", partners));
                consent.evidence().ifPresent(evidence -> fields.put("evidence", evidence));
                consent.sourceIp().ifPresent(ip -> fields.put("source-ip", ip));
            }
            case Proof.Customer customer -> {
                customer.stream().ifPresent(stream -> fields.put("stream", stream.value()));
                fields.put("evidence", customer.evidence());
                CONDITIONS.forEach(condition -> fields.put(condition, "true"));
            }
            case Proof.Published published -> {
                published.stream().ifPresent(stream -> fields.put("stream", stream.value()));
                fields.put("evidence", published.evidence());
                fields.put("decided-by", published.decidedBy());
            }
            case Proof.Place place -> fields.put("country", place.country());
        }
        return fields;
    }

    private Optional<Proof> proof() {
        given.forEach(this::check);
        return switch (given.getOrDefault("kind", "consent").toLowerCase(Locale.ROOT)) {
            case "consent" -> Optional.of(consent());
            case "customer" -> Optional.of(customer());
            case "published" -> Optional.of(published());
            case "place" -> Optional.of(place());
            default -> {
                wrong.add("kind is consent, customer, published or place");
                yield Optional.empty();
            }
        };
    }

    private Proof consent() {
        Optional<String> ip = Optional.ofNullable(given.get("source-ip"));
        if (ip.filter(text -> !text.matches("[0-9A-Fa-f:.]{2,45}")).isPresent()) {
            wrong.add("source-ip is an IP address");
        }
        return new Proof.Consent(
                since(),
                stream(),
                needed("purpose"),
                needed("wording"),
                needed("method"),
                Optional.ofNullable(given.get("partners")),
                Optional.ofNullable(given.get("evidence")),
                ip);
    }

    private Proof customer() {
        condition("same-entity", "the address came from a sale of this very controller");
        condition("analogous", "the mail is about comparable products or services");
        condition("opt-out-offered", "the person could object when the address was taken");
        return new Proof.Customer(since(), stream(), needed("evidence"));
    }

    private Proof published() {
        String evidence = needed("evidence");
        if (!evidence.isEmpty() && !isOnTheWeb(evidence)) {
            wrong.add("evidence is the http or https address where it is published");
        }
        return new Proof.Published(since(), stream(), evidence, needed("decided-by"));
    }

    private Proof place() {
        String country = needed("country").toUpperCase(Locale.ROOT);
        if (!country.isEmpty() && !country.matches("[A-Z]{2}")) {
            wrong.add("country is two letters such as FR");
        }
        return new Proof.Place(given.containsKey("since") ? since() : now, country);
    }

    private void condition(String name, String meaning) {
        if (!Set.of("true", "yes", "oui", "1").contains(needed(name).toLowerCase(Locale.ROOT))) {
            wrong.add(name + " must be true: " + meaning);
        }
    }

    private Instant since() {
        String text = needed("since");
        Optional<Instant> since = instant(text);
        if (!text.isEmpty() && since.isEmpty()) {
            wrong.add("since is a date such as 2026-10-01, or a moment such as 2026-10-01T09:30Z");
        }
        if (since.filter(now::isBefore).isPresent()) {
            wrong.add("since lies in the future");
        }
        return since.orElse(Instant.EPOCH);
    }

    private Optional<StreamId> stream() {
        Optional<String> name = Optional.ofNullable(given.get("stream"));
        if (name.filter(n -> !streams.contains(n)).isPresent()) {
            wrong.add("stream is one of " + String.join(", ", streams));
        }
        return name.filter(Names::isName).map(StreamId::new);
    }

    private String needed(String name) {
        String value = given.get(name);
        if (value == null) {
            wrong.add(name + " is missing");
            return "";
        }
        return value;
    }

    private void check(String name, String value) {
        if (!FIELDS.contains(name)) {
            wrong.add(name + " is none of " + String.join(", ", FIELDS));
        }
        if (value.length() > TEXT_MAX) {
            wrong.add(name + " is longer than " + TEXT_MAX + " characters");
        }
        if (value.chars().anyMatch(c -> c < 0x20 && c != '\n' && c != '\t')) {
            wrong.add(name + " holds control characters");
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(
                    text.length() <= 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isOnTheWeb(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && (text.startsWith("http://") || text.startsWith("https://"));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
