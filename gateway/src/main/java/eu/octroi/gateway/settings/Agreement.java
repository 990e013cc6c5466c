// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that controllers, sources, streams and credentials fit together. */
final class Agreement {
    private final Settings settings;
    private final Problems problems;

    Agreement(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void check() {
        new Exposure(settings, problems).check();
        new PemFiles(settings, problems).check();
        new ClauseValues(settings, problems).check();
        atLeastOne("controllers", settings.controllers());
        atLeastOne("streams", settings.streams());
        atLeastOne("credentials", settings.credentials());
        settings.controllers().forEach(this::controller);
        settings.streams().forEach(this::stream);
        settings.credentials()
                .forEach(
                        (id, credential) ->
                                known(
                                        "credentials." + id + ".stream",
                                        "stream",
                                        credential.stream(),
                                        settings.streams().keySet()));
        domainsBelongToOne();
        namesAreInheritedOnce();
    }

    private void atLeastOne(String key, Map<?, ?> named) {
        if (named.isEmpty()) {
            clash(key, "is missing; it must name at least one");
        }
    }

    private void controller(ControllerId id, Controller controller) {
        if (controller.domains().isEmpty() && !controller.retired()) {
            clash(
                    "controllers." + id + ".domains",
                    "is missing; it must name at least one sending domain");
        }
        Optional<ControllerId> before = controller.renamedFrom();
        if (before.isPresent() && settings.controllers().containsKey(before.get())) {
            clash(
                    "controllers." + id + ".renamed-from",
                    before.get().value(),
                    "must not be a controller that is still configured");
        }
    }

    private void stream(StreamId id, Stream stream) {
        String path = "streams." + id;
        Set<ControllerId> controllers = settings.controllers().keySet();
        known(path + ".controller", "controller", stream.controller(), controllers);
        Controller controller = settings.controllers().get(stream.controller());
        if (controller != null && controller.retired()) {
            clash(
                    path + ".controller",
                    stream.controller().value(),
                    "must not be a retired controller");
        }
        Set<SourceId> sources = settings.sources().keySet();
        stream.source().ifPresent(s -> known(path + ".source", "source", s, sources));
        if (stream.streamClass() == StreamClass.PROSPECTING) {
            neededForProspecting(path + ".purpose", stream.purpose());
            neededForProspecting(path + ".reason", stream.reason());
            clauses(path, stream, controller);
        }
        if (stream.streamClass() == StreamClass.CUSTOMER
                || stream.streamClass() == StreamClass.ONE_TO_ONE) {
            // Their mail would say that it is prospecting, which is not true of it.
            clash(
                    path + ".class",
                    stream.streamClass().word(),
                    "is not available yet; must be prospecting or transactional");
        }
        if (!stream.sign()
                && !problems.isSpoiled(path + ".class")
                && stream.streamClass() != StreamClass.TRANSACTIONAL) {
            clash(path + ".sign", "false", "must be true unless class is transactional");
        }
        stream.list()
                .complaints()
                .ifPresent(address -> complaints(path + ".list.complaints", address, controller));
        regimes(path, stream);
        if (!stream.caps().isEmpty()) {
            problems.warn(path + ".caps", "caps are configured, not enforced yet");
        }
    }

    private void regimes(String path, Stream stream) {
        if (stream.regime().isEmpty()) {
            clash(path + ".regime", "is missing; it must name at least one");
        }
        stream.regime()
                .forEach(
                        r ->
                                known(
                                        path + ".regime",
                                        "regime",
                                        r,
                                        settings.regimes().countryNames()));
        if (stream.consent().nonCommercial() && stream.clauses().isEmpty()) {
            // The shipped texts speak of services for sale, which would be untrue (D-18).
            clash(
                    path + ".consent.non-commercial",
                    "true",
                    "needs clauses of its own, named by " + path + ".clauses");
        }
    }

    /** RFC 9477 section 3.1: a signature of the address's own domain covers the field. */
    private void complaints(String key, EmailAddress address, @Nullable Controller controller) {
        if (controller != null && !controller.domains().containsKey(address.domain())) {
            clash(key, address.toString(), "must be in one of the controller's domains");
        }
    }

    private void neededForProspecting(String key, Optional<LocalizedText> text) {
        if (text.isEmpty()) {
            clash(key, "is missing; class prospecting needs it for its clauses");
        }
    }

    /** A set that lacks a language or a text is as good as none. */
    private void clauses(String path, Stream stream, @Nullable Controller controller) {
        if (controller == null) {
            return;
        }
        String set = stream.clauses().orElse(controller.clauses());
        String key =
                stream.clauses().isPresent()
                        ? path + ".clauses"
                        : "controllers." + stream.controller() + ".clauses";
        known(key, "clause set", set, settings.clauses().names());
        if (settings.clauses().names().contains(set)) {
            settings.clauses()
                    .missing(set)
                    .ifPresent(
                            language ->
                                    clash(
                                            key,
                                            set,
                                            "lacks the file %s.%s.yaml"
                                                    .formatted(set, language.code())));
        }
    }

    private void known(String key, String what, Object name, Set<?> names) {
        if (!names.contains(name)) {
            Set<String> words = names.stream().map(Object::toString).collect(Collectors.toSet());
            String hint = Nearest.hint(name.toString(), words);
            clash(key, name.toString(), "must be a configured " + what + hint);
        }
    }

    private void domainsBelongToOne() {
        Map<String, ControllerId> owners = new HashMap<>();
        settings.controllers()
                .forEach(
                        (id, controller) ->
                                controller
                                        .domainNames()
                                        .forEach(domain -> owner(owners, domain, id)));
    }

    private void owner(Map<String, ControllerId> owners, String domain, ControllerId id) {
        ControllerId first = owners.putIfAbsent(domain, id);
        if (first != null) {
            clash(
                    "controllers." + id + ".domains." + domain,
                    "must belong to one controller, and is one of " + first + " already");
        }
    }

    private void namesAreInheritedOnce() {
        Map<ControllerId, ControllerId> heirs = new HashMap<>();
        settings.controllers()
                .forEach(
                        (id, controller) ->
                                controller
                                        .renamedFrom()
                                        .ifPresent(before -> heir(heirs, before, id)));
    }

    private void heir(Map<ControllerId, ControllerId> heirs, ControllerId before, ControllerId id) {
        ControllerId first = heirs.putIfAbsent(before, id);
        if (first != null) {
            clash(
                    "controllers." + id + ".renamed-from",
                    before.value(),
                    "must be named once, and " + first + " names it already");
        }
    }

    private void clash(String key, String rule) {
        problems.clash(key, Optional.empty(), rule);
    }

    private void clash(String key, String value, String rule) {
        problems.clash(key, Optional.of(value), rule);
    }
}
