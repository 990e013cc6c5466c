// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Names;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.settings.Controller;
import eu.octroi.gateway.settings.LocalizedText;
import eu.octroi.gateway.settings.NoticeVersion;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.Source;
import eu.octroi.gateway.settings.Stream;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;
import eu.octroi.gateway.web.pages.Notice;
import eu.octroi.gateway.web.pages.Sender;
import eu.octroi.gateway.web.pages.Texts;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code /notice/{controller}}: what a company does with the details of people it writes to, in the
 * order of Annex 2, made from the configuration. Opened from a message with {@code ?t=} and its
 * token, it has a button to object. Thread-safe.
 */
final class NoticePage implements HttpService {
    static final String ROUTE = "/notice/{controller}";

    private static final DateTimeFormatter FRENCH_DAY =
            DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.FRENCH);
    private static final DateTimeFormatter ENGLISH_DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private final Settings settings;
    private final UnsubscribeTokens tokens;
    private final PublicPages parts;
    private final Pages pages;
    private final LocalDate since;

    NoticePage(PublicPages parts, Pages pages) {
        this.settings = parts.settings();
        this.tokens = parts.tokens();
        this.parts = parts;
        this.pages = pages;
        this.since = LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        Optional<ControllerId> id =
                Optional.ofNullable(context.pathParam("controller"))
                        .filter(Names::isName)
                        .map(ControllerId::new)
                        .filter(settings.controllers()::containsKey);
        if (id.isEmpty()) {
            Texts texts = Texts.in(PageLanguage.of(context, Language.FR));
            return pages.page(
                    HttpStatus.NOT_FOUND, "plain", Map.of("texts", texts, "page", "missing"));
        }
        Controller controller = Objects.requireNonNull(settings.controllers().get(id.get()));
        Language language = PageLanguage.of(context, controller.language());
        Notice notice = notice(id.get(), controller, language);
        return pages.page(
                HttpStatus.OK,
                template(language),
                values(language, notice.with(objectPath(context, id.get()), notice.version())));
    }

    private Notice notice(ControllerId id, Controller controller, Language language) {
        Notice draft =
                new Notice(
                        Sender.of(id, controller),
                        identity(controller, language),
                        purposes(id, language),
                        origins(language),
                        Optional.empty(),
                        "",
                        day(since, language));
        return draft.with(Optional.empty(), NoticeVersion.of(settings, id));
    }

    private Optional<String> objectPath(ServiceRequestContext context, ControllerId id) {
        return Optional.ofNullable(context.queryParam("t"))
                .filter(
                        text ->
                                tokens.verify(text)
                                        .flatMap(t -> parts.names().apply(t.controller()))
                                        .filter(id::equals)
                                        .isPresent())
                .map(text -> "/u/" + text);
    }

    private static Notice.Identity identity(Controller controller, Language language) {
        Controller.Notice more = controller.notice();
        return new Notice.Identity(
                controller.registration(),
                more.representative(),
                more.dataProtectionOfficer(),
                more.host().map(t -> t.in(language)),
                more.recipients().map(t -> t.in(language)),
                more.transfers().map(t -> t.in(language)));
    }

    private List<Notice.Purpose> purposes(ControllerId id, Language language) {
        return settings.streams().values().stream()
                .filter(s -> s.controller().equals(id))
                .filter(s -> s.streamClass() == StreamClass.PROSPECTING)
                .flatMap(s -> purpose(s, language).stream())
                .distinct()
                .sorted(Comparator.comparing(Notice.Purpose::purpose))
                .toList();
    }

    private static Optional<Notice.Purpose> purpose(Stream stream, Language language) {
        return stream.purpose()
                .flatMap(
                        purpose ->
                                stream.reason()
                                        .map(
                                                reason ->
                                                        new Notice.Purpose(
                                                                purpose.in(language),
                                                                reason.in(language))));
    }

    /** A message may name any configured source, so all of them are listed. */
    private List<Notice.Origin> origins(Language language) {
        return settings.sources().values().stream()
                .map(source -> origin(source, language))
                .sorted(Comparator.comparing(Notice.Origin::label))
                .toList();
    }

    private static Notice.Origin origin(Source source, Language language) {
        LocalizedText label = source.label();
        return new Notice.Origin(
                label.in(language),
                Notice.Kind.valueOf(source.kind().name()),
                source.acquired().map(day -> day(day, language)),
                source.supplier(),
                source.contact());
    }

    private static String day(LocalDate day, Language language) {
        return switch (language) {
            case FR -> FRENCH_DAY.format(day);
            case EN -> ENGLISH_DAY.format(day);
        };
    }

    private static String template(Language language) {
        return "notice_" + language.code();
    }

    private static Map<String, Object> values(Language language, Notice notice) {
        return Map.of("texts", Texts.in(language), "notice", notice);
    }
}
