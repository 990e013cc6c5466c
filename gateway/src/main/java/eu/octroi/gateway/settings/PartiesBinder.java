// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds controllers, sources, streams and credentials, each by itself. */
final class PartiesBinder {
    private static final String PLACEHOLDER = "unknown";

    /** A signature must outlive the mail's way: queues of other hosts keep it for days (L-03). */
    private static final Duration SIGNATURE_LIFETIME_MIN = Duration.ofDays(7);

    private static final Duration CAP_WINDOW_MAX = Duration.ofDays(3650);

    private static final Form<LocalizedText> ONE_TEXT =
            Form.of(
                    "a text, or one text per language",
                    text -> Forms.TEXT.read(text).map(LocalizedText::everywhere));

    private static final Form<String> ASCII_TEXT =
            Forms.TEXT.that(t -> t.chars().allMatch(c -> c < 0x7f), "in ASCII");

    /** Without {@link StreamClass#REPORT}, which is our own. */
    private static final Form<StreamClass> STREAM_CLASS =
            Forms.wordIn(
                    Map.of(
                            "prospecting", StreamClass.PROSPECTING,
                            "customer", StreamClass.CUSTOMER,
                            "transactional", StreamClass.TRANSACTIONAL,
                            "one-to-one", StreamClass.ONE_TO_ONE),
                    "prospecting, customer, transactional, one-to-one");

    private final Path base;

    PartiesBinder(Path base) {
        this.base = base;
    }

    Controller controller(Section section) {
        String legalName = section.required("legal-name", Forms.TEXT, PLACEHOLDER);
        return new Controller(
                legalName,
                section.required("registration", Forms.TEXT, PLACEHOLDER),
                section.required("address", Forms.TEXT, PLACEHOLDER),
                section.required("contact", Forms.TEXT, PLACEHOLDER),
                section.optional("brand", Forms.TEXT).orElse(legalName),
                section.or("language", Forms.LANGUAGE, Language.FR),
                section.or("covers-all-sending", Forms.YES_OR_NO, false),
                section.optional("agency", Forms.TEXT),
                section.or("clauses", Forms.NAME, ClauseSets.SHIPPED),
                section.optional("renamed-from", Forms.NAME).map(ControllerId::new),
                section.or("retired", Forms.YES_OR_NO, false),
                section.section("domains", s -> s.named(Forms.DOMAIN, this::domain)),
                section.section("notice", PartiesBinder::notice));
    }

    private SigningDomain domain(String name, Section section) {
        String selector = section.required("selector", Forms.DOMAIN, PLACEHOLDER);
        return new SigningDomain(
                selector,
                section.optional("key", Forms.readableFile(base)),
                section.value("ed25519") instanceof Value.Absent
                        ? Optional.empty()
                        : Optional.of(section.section("ed25519", s -> secondKey(s, selector))),
                section.optional(
                        "signature-lifetime",
                        Forms.DURATION_FORM.that(
                                l -> l.compareTo(SIGNATURE_LIFETIME_MIN) >= 0, "at least 7d")));
    }

    private SigningDomain.SecondKey secondKey(Section section, String other) {
        return new SigningDomain.SecondKey(
                section.required(
                        "selector",
                        Forms.DOMAIN.that(s -> !s.equals(other), "another selector than RSA's"),
                        PLACEHOLDER),
                section.optional("key", Forms.readableFile(base)));
    }

    private static Controller.Notice notice(Section section) {
        return new Controller.Notice(
                section.optional("representative", Forms.TEXT),
                section.optional("data-protection-officer", Forms.TEXT),
                localized(section, "host"),
                localized(section, "recipients"),
                localized(section, "transfers"));
    }

    Source source(Section section) {
        return new Source(
                label(section),
                section.required("kind", Forms.word(Source.Kind.class), Source.Kind.OWN),
                section.optional("acquired", Forms.DATE),
                section.optional("supplier", Forms.TEXT),
                section.optional("contact", Forms.TEXT));
    }

    Stream stream(Section section) {
        return new Stream(
                new ControllerId(section.required("controller", Forms.NAME, PLACEHOLDER)),
                section.required("class", STREAM_CLASS, StreamClass.TRANSACTIONAL),
                regimes(section),
                section.section("consent", PartiesBinder::consent),
                section.optional("source", Forms.NAME).map(SourceId::new),
                localized(section, "purpose"),
                localized(section, "reason"),
                section.optional("clauses", Forms.NAME),
                section.sections("caps", PartiesBinder::cap),
                section.or("on-cap", Forms.word(Stream.OnCap.class), Stream.OnCap.REFUSE),
                section.or(
                        "late-notice", Forms.word(Stream.LateNotice.class), Stream.LateNotice.WARN),
                section.section("editing", PartiesBinder::editing),
                section.section("list", PartiesBinder::list),
                section.or("sign", Forms.YES_OR_NO, true));
    }

    /** One name, or a list of them. */
    private static List<String> regimes(Section section) {
        if (section.value("regime") instanceof Value.Items) {
            return section.list("regime", Forms.NAME);
        }
        return List.of(section.or("regime", Forms.NAME, RegimeProfiles.DEFAULT));
    }

    private static ConsentScope consent(Section section) {
        ConsentScope or = ConsentScope.DEFAULT;
        return new ConsentScope(
                section.optional("country", RegimeFiles.country()),
                section.or(
                        "unknown-country",
                        Forms.word(ConsentScope.UnknownCountry.class),
                        or.unknownCountry()),
                section.or("non-commercial", Forms.YES_OR_NO, or.nonCommercial()));
    }

    private static Editing editing(Section section) {
        Editing or = Editing.DEFAULT;
        return new Editing(
                section.or("signed", Forms.word(Editing.Opaque.class), or.signed()),
                section.or("encrypted", Forms.word(Editing.Opaque.class), or.encrypted()),
                section.or("invitation", Forms.word(Editing.Opaque.class), or.invitation()),
                section.or("amp", Forms.word(Editing.Alternative.class), or.amp()),
                section.or("pixels", Forms.word(Editing.Pixels.class), or.pixels()),
                section.or("tool-dkim", Forms.word(Editing.ToolDkim.class), or.toolDkim()),
                section.section("footer", PartiesBinder::footer));
    }

    private static ToolFooter footer(Section section) {
        return new ToolFooter(mark(section, "html"), mark(section, "text"));
    }

    private static Optional<ToolFooter.Mark> mark(Section section, String key) {
        if (section.value(key) instanceof Value.Absent) {
            return Optional.empty();
        }
        return section.section(
                key,
                below ->
                        Optional.of(
                                new ToolFooter.Mark(
                                        below.required("start", ASCII_TEXT, PLACEHOLDER),
                                        below.required("end", ASCII_TEXT, PLACEHOLDER))));
    }

    private static ListFields list(Section section) {
        return new ListFields(
                section.or(
                        "precedence",
                        Forms.word(ListFields.Precedence.class),
                        ListFields.Precedence.NONE),
                section.optional("complaints", Forms.PLAIN_ADDRESS),
                section.or("replay", Forms.YES_OR_NO, true));
    }

    private static Stream.Cap cap(Section section) {
        return new Stream.Cap(
                section.required("per", Forms.word(Cap.Per.class), Cap.Per.RECIPIENT),
                section.required("max", Forms.count(1, 1_000_000), 1),
                section.required(
                        "window",
                        Forms.DURATION_FORM.that(
                                w -> w.compareTo(CAP_WINDOW_MAX) <= 0, "at most 3650d"),
                        CAP_WINDOW_MAX));
    }

    Credential credential(Section section) {
        return new Credential(
                new StreamId(section.required("stream", Forms.NAME, PLACEHOLDER)),
                section.optional("password-hash", Forms.PASSWORD_HASH),
                section.or("convert-line-feeds", Forms.YES_OR_NO, false),
                section.or("answer", Forms.word(AnswerProfile.class), AnswerProfile.REFUSE),
                section.list("allow-from", Forms.NETWORK_FORM),
                section.optional("expires", Forms.DATE));
    }

    private static LocalizedText label(Section section) {
        LocalizedText none = LocalizedText.everywhere(PLACEHOLDER);
        if (!(section.value("label") instanceof Value.Table)) {
            return section.required("label", ONE_TEXT, none);
        }
        Optional<LocalizedText> label = localized(section, "label");
        if (label.isEmpty()) {
            section.problem("label", "is missing; it must be " + ONE_TEXT.rule());
        }
        return label.orElse(none);
    }

    private static Optional<LocalizedText> localized(Section section, String key) {
        if (!(section.value(key) instanceof Value.Table)) {
            return section.optional(key, ONE_TEXT);
        }
        Map<Language, String> texts = section.section(key, PartiesBinder::texts);
        return texts.isEmpty() ? Optional.empty() : Optional.of(new LocalizedText(texts));
    }

    private static Map<Language, String> texts(Section section) {
        Map<Language, String> texts = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            section.optional(language.code(), Forms.TEXT).ifPresent(t -> texts.put(language, t));
        }
        return texts;
    }
}
