// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what is configured to be filled into clauses, so that no mail is refused for it later.
 * Streams without clauses may say what they like.
 */
final class ClauseValues {
    private final Settings settings;
    private final Problems problems;

    ClauseValues(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void check() {
        Set<ControllerId> senders = new HashSet<>();
        settings.streams()
                .forEach(
                        (id, stream) -> {
                            if (stream.streamClass() == StreamClass.PROSPECTING) {
                                stream(id, stream);
                                senders.add(stream.controller());
                            }
                        });
        settings.controllers()
                .forEach(
                        (id, controller) -> {
                            if (senders.contains(id)) {
                                controller("controllers." + id, controller);
                            }
                        });
        if (!senders.isEmpty()) {
            // A message may name any of them.
            settings.sources()
                    .forEach((id, source) -> text("sources." + id + ".label", source.label()));
        }
    }

    private void stream(StreamId id, Stream stream) {
        stream.purpose().ifPresent(text -> text("streams." + id + ".purpose", text));
        stream.reason().ifPresent(text -> text("streams." + id + ".reason", text));
    }

    private void controller(String path, Controller controller) {
        value(path + ".legal-name", controller.legalName());
        value(path + ".registration", controller.registration());
        value(path + ".address", controller.address());
        value(path + ".contact", controller.contact());
        controller.agency().ifPresent(agency -> value(path + ".agency", agency));
        if (!controller.brand().equals(controller.legalName())) {
            value(path + ".brand", controller.brand());
        }
    }

    private void text(String key, LocalizedText text) {
        Set<String> values = new HashSet<>(text.texts().values());
        if (values.size() == 1) {
            value(key, text.in(Language.FR));
        } else {
            List.of(Language.values())
                    .forEach(language -> value(key + "." + language.code(), text.in(language)));
        }
    }

    private void value(String key, String value) {
        ClauseFault.of(value)
                .ifPresent(fault -> problems.clash(key, Optional.of(value), fault.rule()));
    }
}
