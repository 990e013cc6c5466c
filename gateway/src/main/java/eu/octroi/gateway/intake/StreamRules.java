// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Names;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.message.AddedFields;
import eu.octroi.gateway.message.ScannedMessage;
import eu.octroi.gateway.settings.ClauseSets;
import eu.octroi.gateway.settings.ClauseTexts;
import eu.octroi.gateway.settings.Controller;
import eu.octroi.gateway.settings.ListFields;
import eu.octroi.gateway.settings.NoticeVersion;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.Source;
import eu.octroi.gateway.settings.Stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What end of data needs to know of a stream, its controller and the sources, found once.
 * Immutable.
 *
 * @param number of the controller
 * @param clauses all clause sets
 * @param noticeVersion of the controller's notice page
 */
record StreamRules(
        StreamId id,
        Stream stream,
        ControllerId controllerId,
        Controller controller,
        ControllerNumber number,
        Map<SourceId, Source> sources,
        ClauseSets clauses,
        String noticeVersion) {

    /** The rules of every configured stream. */
    static Map<StreamId, StreamRules> of(
            Settings settings, Function<ControllerId, ControllerNumber> numbers) {
        Map<StreamId, StreamRules> rules = new HashMap<>();
        settings.streams()
                .forEach(
                        (id, stream) -> {
                            ControllerId owner = stream.controller();
                            rules.put(
                                    id,
                                    new StreamRules(
                                            id,
                                            stream,
                                            owner,
                                            Objects.requireNonNull(
                                                    settings.controllers().get(owner)),
                                            numbers.apply(owner),
                                            settings.sources(),
                                            settings.clauses(),
                                            NoticeVersion.of(settings, owner)));
                        });
        return Map.copyOf(rules);
    }

    /** The clause texts of this stream. */
    ClauseTexts texts(Language language) {
        return clauses.texts(stream.clauses().orElse(controller.clauses()), language);
    }

    Optional<Source> source(SourceId source) {
        return Optional.ofNullable(sources.get(source));
    }

    /** The controller's own domain that {@code host} is or lies under. */
    Optional<String> ownDomain(String host) {
        String domain = host;
        while (true) {
            if (controller.domains().containsKey(domain)) {
                return Optional.of(domain);
            }
            int dot = domain.indexOf('.');
            if (dot < 0) {
                return Optional.empty();
            }
            domain = domain.substring(dot + 1);
        }
    }

    /** What the header fields we add say of a message of this stream (I-44). */
    AddedFields added(Origin origin, ScannedMessage message) {
        Optional<CampaignId> named =
                message.fields().campaign().filter(Names::isName).map(CampaignId::new);
        return new AddedFields(
                controller.brand(),
                AddedFields.feedbackId(
                        origin.campaign().or(() -> named), id, stream.streamClass(), controllerId),
                stream.list().complaints(),
                stream.list().precedence() == ListFields.Precedence.BULK,
                stream.streamClass() == StreamClass.ONE_TO_ONE);
    }
}
