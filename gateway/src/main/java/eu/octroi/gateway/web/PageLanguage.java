// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.server.ServiceRequestContext;

import eu.octroi.gateway.domain.Language;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which language a reader gets: the one chosen by link, else the browser's, else the sender's. */
final class PageLanguage {
    private PageLanguage() {}

    static Language of(ServiceRequestContext request, Language otherwise) {
        return Optional.ofNullable(request.queryParam("lang"))
                .flatMap(Language::ofTag)
                .or(() -> accepted(request))
                .orElse(otherwise);
    }

    /** The first language in the order of preference in which we have texts. */
    private static Optional<Language> accepted(ServiceRequestContext request) {
        String header = request.request().headers().get(HttpHeaderNames.ACCEPT_LANGUAGE, "");
        return ranges(header).stream()
                .filter(range -> range.getWeight() > 0)
                .flatMap(range -> Language.ofTag(range.getRange()).stream())
                .findFirst();
    }

    private static List<Locale.LanguageRange> ranges(String header) {
        try {
            return Locale.LanguageRange.parse(header);
        } catch (IllegalArgumentException malformed) {
            // A browser that cannot say what it wants gets the sender's language.
            return List.of();
        }
    }
}
