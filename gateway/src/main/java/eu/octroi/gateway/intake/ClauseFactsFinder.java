// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Languages;
import eu.octroi.gateway.domain.Names;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.message.ClauseFacts;
import eu.octroi.gateway.message.OctroiFields;
import eu.octroi.gateway.message.ScannedMessage;
import eu.octroi.gateway.settings.Controller;
import eu.octroi.gateway.settings.LocalizedText;
import eu.octroi.gateway.settings.Source;
import eu.octroi.gateway.settings.Stream;

import java.util.Optional;

/**
 * Finds what the clauses of one message must say (GDPR art. 14): what the message itself gives
 * comes before what its stream gives, and what neither gives is a refusal. Immutable.
 */
final class ClauseFactsFinder {
    /** The facts, or why there are none. */
    sealed interface Found {
        /** Everything the clauses need, and the source they name. */
        record Facts(ClauseFacts facts, SourceId source) implements Found {}

        /** Something the law asks for is missing; {@code why} says what to set. */
        record Missing(Tag tag, String why) implements Found {}
    }

    private final String publicUrl;
    private final ReplyChannels replies;

    /**
     * @param publicUrl under which recipients reach the pages, without trailing slash
     */
    ClauseFactsFinder(String publicUrl, ReplyChannels replies) {
        this.publicUrl = publicUrl;
        this.replies = replies;
    }

    Found find(StreamRules rules, ScannedMessage message) {
        OctroiFields fields = message.fields();
        if (fields.source().isPresent() && !Names.isName(fields.source().get())) {
            return new Found.Missing(Tag.SOURCE_MISSING, "X-Octroi-Source names no source");
        }
        Optional<SourceId> id =
                fields.source().map(SourceId::new).or(() -> rules.stream().source());
        Optional<Source> source = id.flatMap(rules::source);
        if (source.isEmpty()) {
            return new Found.Missing(
                    Tag.SOURCE_MISSING,
                    "No registered source for these recipients: set X-Octroi-Source or the"
                            + " stream's source");
        }
        Languages languages =
                message.languages().orElse(Languages.of(rules.controller().language()));
        return new Found.Facts(facts(rules, fields, source.get(), languages), id.get());
    }

    private ClauseFacts facts(
            StreamRules rules, OctroiFields fields, Source source, Languages languages) {
        Controller controller = rules.controller();
        return new ClauseFacts(
                new ClauseFacts.Identity(
                        controller.legalName(),
                        controller.brand(),
                        controller.registration(),
                        controller.address(),
                        controller.contact(),
                        controller.agency()),
                languages.list().stream()
                        .map(language -> reasons(rules, fields, source, language))
                        .toList(),
                fields.collectedOn().or(source::acquired),
                new ClauseFacts.Promises(
                        controller.coversAllSending(), replies.areRead(rules.controllerId())),
                // Who was written to before is not known yet, and then the long form is right.
                ClauseFacts.Length.LONG,
                new ClauseFacts.Pages(
                        publicUrl + "/notice/" + rules.controllerId(),
                        rules.noticeVersion(),
                        publicUrl + "/u/"));
    }

    private static ClauseFacts.Reasons reasons(
            StreamRules rules, OctroiFields fields, Source source, Language language) {
        Stream stream = rules.stream();
        return new ClauseFacts.Reasons(
                rules.texts(language),
                text(stream.purpose(), language),
                fields.reason().orElseGet(() -> text(stream.reason(), language)),
                source.label().in(language));
    }

    private static String text(Optional<LocalizedText> text, Language language) {
        return text.map(t -> t.in(language)).orElse("");
    }
}
