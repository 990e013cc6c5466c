// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The first look at a URL lets nothing pass that the list knows. */
final class TrackersTest {
    private static final List<String> FORMS =
            List.of(
                    "https://%s",
                    "http://%s", "HTTPS://%s", "//%s", "https://user@%s", " https://%s");

    @Test
    void noKnownPlaceIsTakenForAnOrdinaryOne() throws IOException {
        for (String place : places()) {
            assertThat(Trackers.KNOWN.isKnown(place)).as(place).isTrue();
            for (String form : FORMS) {
                assertThat(mayBeKnown(form.formatted(place))).as(form + place).isTrue();
            }
            int slash = place.indexOf('/');
            String port = place.substring(0, slash) + ":443" + place.substring(slash);
            assertThat(mayBeKnown("https://" + port)).as(port).isTrue();
            assertThat(mayBeKnown("https://" + place.replace(".", "&#46;"))).as(place).isTrue();
            assertThat(mayBeKnown("https://" + place.replace('/', '\\'))).as(place).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cid:logo", "", "logo.png", "https://host.example", "https://h.example?a/"})
    void whatIsNoUrlWithAPathIsDoubtful(String url) {
        assertThat(mayBeKnown(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.exemple.fr/image.png",
                "https://www.exemple.fr/a/b/c.png?w=1#top",
                "http://h.example/",
            })
    void anOrdinaryPictureIsNone(String url) {
        assertThat(mayBeKnown(url)).isFalse();
    }

    private static boolean mayBeKnown(String url) {
        byte[] text = ("\"" + url + "\"").getBytes(StandardCharsets.ISO_8859_1);
        return Trackers.KNOWN.mayBeKnown(text, 1, text.length - 1);
    }

    /** The list, where a star stands for anything. */
    private static List<String> places() throws IOException {
        try (var in =
                        Objects.requireNonNull(
                                Trackers.class.getResourceAsStream(Trackers.RESOURCE));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(
                            line ->
                                    !line.isBlank()
                                            && !line.startsWith("#")
                                            && !line.startsWith("*/"))
                    .map(line -> line.strip().toLowerCase(Locale.ROOT).replace("*", "x1"))
                    .toList();
        }
    }
}
