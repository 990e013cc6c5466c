// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.intake.Explanation;
import eu.octroi.gateway.intake.Explanation.Addressed;
import eu.octroi.gateway.intake.Explanation.ConsentReport;
import eu.octroi.gateway.intake.Explanation.CopyReport;
import eu.octroi.gateway.intake.Explanation.Decided;
import eu.octroi.gateway.intake.Explanation.Fate;
import eu.octroi.gateway.intake.Explanation.FieldChange;
import eu.octroi.gateway.intake.Explanation.FieldReport;
import eu.octroi.gateway.intake.Explanation.PartReport;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/** What a stranger wrote is shown on the page and is never a part of it. */
final class ExplanationPageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "</title><script>alert(1)</script>",
                "\"></iframe><script>alert(1)</script>",
                "'><img src=x onerror=alert(1)>",
                "</style></pre></div><iframe src=https://evil.example></iframe>",
                "${view}@raw<script>alert(1)</script>@endraw",
                "&quot;><script>alert(1)</script>"
            })
    void hostileTextStaysText(String hostile) {
        Document page = Jsoup.parse(ExplanationPage.of(about(hostile)));

        assertThat(page.select("script, img, object, embed, link")).isEmpty();
        assertThat(page.select("iframe")).hasSize(2);
        assertThat(page.select("iframe"))
                .allMatch(frame -> frame.attr("sandbox").isEmpty() && frame.hasAttr("sandbox"))
                .allMatch(frame -> frame.attr("srcdoc").endsWith(hostile))
                .allMatch(frame -> !frame.hasAttr("src"));
        assertThat(page.getAllElements())
                .flatExtracting(element -> element.attributes().asList())
                .noneMatch(attribute -> attribute.getKey().startsWith("on"));
        assertThat(page.title()).endsWith(hostile);
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        Document page = Jsoup.parse(ExplanationPage.of(about("Hello")));

        String policy = "meta[http-equiv=Content-Security-Policy]";
        assertThat(page.head().select(policy).attr("content"))
                .contains("default-src 'none'", "frame-src 'none'", "img-src data:");
        assertThat(Jsoup.parse(page.select("iframe").attr("srcdoc")).select(policy)).hasSize(1);
    }

    private static Explanation about(String text) {
        PartReport html = part("text/html", text);
        PartReport plain = part("text/plain", text);
        return new Explanation(
                Explanation.VERSION,
                true,
                text,
                Optional.of(text),
                Optional.of(text),
                1,
                List.of(new Decided("subject", text, text)),
                List.of(
                        new Addressed(
                                text,
                                text,
                                text,
                                text,
                                Optional.of(
                                        new ConsentReport(
                                                text,
                                                text,
                                                text,
                                                text,
                                                text,
                                                Optional.of(text),
                                                List.of(text))))),
                List.of(
                        new FieldReport(
                                FieldChange.REPLACED, text, Optional.of(text), Optional.of(text))),
                List.of(html, plain),
                List.of(html, plain),
                List.of(new CopyReport(text, text, List.of(), List.of(), text)),
                List.of(text));
    }

    private static PartReport part(String type, String text) {
        return new PartReport(
                "1", type, text, text, text, 0, 1, Fate.EDITED, text, Optional.of(text));
    }
}
