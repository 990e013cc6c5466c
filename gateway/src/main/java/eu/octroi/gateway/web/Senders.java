// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.settings.Controller;
import eu.octroi.gateway.web.pages.Sender;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured companies, as pages speak of them. Immutable. */
final class Senders {
    private final PublicPages parts;

    Senders(PublicPages parts) {
        this.parts = parts;
    }

    /** The company behind a token; empty when it is configured no more. */
    Optional<Sender> of(ControllerNumber number) {
        return parts.names().apply(number).flatMap(this::named);
    }

    Language languageOf(ControllerNumber number) {
        return parts.names()
                .apply(number)
                .flatMap(id -> Optional.ofNullable(configured().get(id)))
                .map(Controller::language)
                .orElse(language());
    }

    /**
     * The only company that sends, when there is one: pages that cannot know for whom they speak
     * name it, and name nobody otherwise.
     */
    Optional<Sender> only() {
        List<ControllerId> active =
                configured().entrySet().stream()
                        .filter(e -> !e.getValue().retired())
                        .map(Map.Entry::getKey)
                        .toList();
        return active.size() == 1 ? named(active.getFirst()) : Optional.empty();
    }

    /** The language of pages that speak for nobody. */
    Language language() {
        return configured().values().stream()
                .filter(c -> !c.retired())
                .map(Controller::language)
                .findFirst()
                .orElse(Language.FR);
    }

    private Optional<Sender> named(ControllerId id) {
        return Optional.ofNullable(configured().get(id)).map(c -> Sender.of(id, c));
    }

    private Map<ControllerId, Controller> configured() {
        return parts.settings().controllers();
    }
}
