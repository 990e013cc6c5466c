// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.settings.ClauseTexts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The archived form of clause facts: one {@code name=value} a line, in a fixed order. Values hold
 * no line ends, because facts that do are refused before.
 */
final class SaidFacts {
    /**
     * Rises whenever the same facts would be rendered to other octets than before, so that the
     * archive says which version of this software renders them as they were sent.
     */
    static final int RENDERING = 1;

    private SaidFacts() {}

    static SaidClauses write(ClauseFacts facts) {
        StringBuilder out = new StringBuilder(600);
        line(out, "rendering", String.valueOf(RENDERING));
        line(out, "length", facts.length().name());
        line(out, "all_offers", String.valueOf(facts.promises().allOffers()));
        line(out, "reply_stop", String.valueOf(facts.promises().replyStop()));
        line(out, "notice_version", facts.pages().noticeVersion());
        line(out, "notice_url", facts.pages().notice());
        line(out, "unsubscribe_url", facts.pages().unsubscribe());
        ClauseFacts.Identity identity = facts.identity();
        line(out, "controller", identity.controller());
        line(out, "brand", identity.brand());
        line(out, "registration", identity.registration());
        line(out, "address", identity.address());
        line(out, "contact", identity.contact());
        identity.agency().ifPresent(agency -> line(out, "agency", agency));
        facts.sourceDate().ifPresent(date -> line(out, "source_date", date.toString()));
        for (ClauseFacts.Reasons reasons : facts.reasons()) {
            String code = "." + reasons.language().code();
            line(out, "texts" + code, reasons.texts().sha256());
            line(out, "purpose" + code, reasons.purpose());
            line(out, "reason" + code, reasons.reason());
            line(out, "source" + code, reasons.source());
        }
        return new SaidClauses(
                texts(facts.reasons()), facts.pages().noticeVersion(), out.toString());
    }

    /**
     * The facts again.
     *
     * @param texts finds a file of texts by its SHA-256
     * @throws IllegalArgumentException when texts are missing or the rendering is another one
     */
    static ClauseFacts read(SaidClauses said, Function<String, Optional<ClauseTexts>> texts) {
        Map<String, String> lines = new HashMap<>();
        List<ClauseFacts.Reasons> reasons = new ArrayList<>();
        for (String line : said.facts().lines().toList()) {
            int equals = line.indexOf('=');
            lines.put(line.substring(0, equals), line.substring(equals + 1));
        }
        if (!get(lines, "rendering").equals(String.valueOf(RENDERING))) {
            throw new IllegalArgumentException(
                    "rendering " + get(lines, "rendering") + " is another version's");
        }
        for (String code : said.texts().substring(said.texts().indexOf('.') + 1).split("\\+", -1)) {
            reasons.add(reasons(lines, "." + code, texts));
        }
        return new ClauseFacts(
                identity(lines),
                reasons,
                Optional.ofNullable(lines.get("source_date")).map(LocalDate::parse),
                new ClauseFacts.Promises(
                        Boolean.parseBoolean(get(lines, "all_offers")),
                        Boolean.parseBoolean(get(lines, "reply_stop"))),
                ClauseFacts.Length.valueOf(get(lines, "length")),
                new ClauseFacts.Pages(
                        get(lines, "notice_url"),
                        get(lines, "notice_version"),
                        get(lines, "unsubscribe_url")));
    }

    private static ClauseFacts.Identity identity(Map<String, String> lines) {
        return new ClauseFacts.Identity(
                get(lines, "controller"),
                get(lines, "brand"),
                get(lines, "registration"),
                get(lines, "address"),
                get(lines, "contact"),
                Optional.ofNullable(lines.get("agency")));
    }

    private static ClauseFacts.Reasons reasons(
            Map<String, String> lines, String code, Function<String, Optional<ClauseTexts>> texts) {
        String sha256 = get(lines, "texts" + code);
        return new ClauseFacts.Reasons(
                texts.apply(sha256)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the archive has no texts " + sha256)),
                get(lines, "purpose" + code),
                get(lines, "reason" + code),
                get(lines, "source" + code));
    }

    private static String texts(List<ClauseFacts.Reasons> reasons) {
        return reasons.stream()
                .map(r -> r.language().code())
                .collect(Collectors.joining("+", reasons.getFirst().texts().set() + ".", ""));
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append(name).append('=').append(value).append('\n');
    }

    private static String get(Map<String, String> lines, String name) {
        return Objects.requireNonNull(lines.get(name), name);
    }
}
