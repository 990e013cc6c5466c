// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.AddressClass;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Consent regimes: those in the jar, and the operator's beside the configuration. */
final class RegimeFilesTest {
    private static final RegimeProfiles SHIPPED = RegimeProfiles.shipped();

    @TempDir private Path directory;

    @BeforeEach
    void regimes() throws IOException {
        Files.createDirectory(directory.resolve("regimes"));
    }

    @Test
    void theJarHoldsTheShippedFiles() throws IOException {
        Path shipped = ShippedFiles.of("config/regimes");

        try (Stream<Path> files = Files.list(shipped)) {
            assertThat(files.map(f -> f.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            SHIPPED.all().stream().map(RegimeProfile::name).toList());
        }
        for (RegimeProfile profile : SHIPPED.all()) {
            String file = profile.name() + ".yaml";
            assertThat(YamlFiles.shipped("/regimes/" + file))
                    .isEqualTo(Files.readString(shipped.resolve(file)));
        }
    }

    /** The shipped files, read as an operator's would be, hold nothing wrong. */
    @Test
    void theShippedFilesHaveNoProblems() {
        Problems problems = new Problems(Position.of("shipped"));

        new RegimeFiles("regimes", problems).read(Optional.of(ShippedFiles.of("config/regimes")));

        assertThat(problems.sorted()).isEmpty();
    }

    /** Section M of the requirements, line by line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # regime  | named               | generic | personal | sole trader
                    fr        | opt-out-if-relevant | allowed | opt-in   | opt-out-if-relevant
                    fr-strict | opt-in              | opt-in  | opt-in   | opt-in
                    eu-strict | opt-in              | opt-in  | opt-in   | opt-in
                    de        | opt-in              | opt-in  | opt-in   | opt-in
                    at        | opt-in              | opt-in  | opt-in   | opt-in
                    be        | opt-in              | opt-out | opt-in   | opt-in
                    nl        | opt-in              | implied | opt-in   | opt-in
                    it        | opt-in              | opt-in  | opt-in   | opt-in
                    es        | opt-in              | opt-in  | opt-in   | opt-in
                    pl        | opt-in              | opt-in  | opt-in   | opt-in
                    ro        | opt-in              | opt-in  | opt-in   | opt-in
                    dk        | opt-in              | opt-in  | opt-in   | opt-in
                    ie        | opt-out-if-relevant | allowed | opt-in   | opt-in
                    fi        | opt-out-if-relevant | allowed | opt-in   | opt-in
                    lu        | opt-in              | opt-in  | opt-in   | opt-in
                    se        | opt-in              | opt-in  | opt-in   | opt-in
                    pt        | opt-in              | opt-in  | opt-in   | opt-in
                    ch        | opt-in              | opt-in  | opt-in   | opt-in
                    uk        | opt-out             | opt-out | opt-in   | opt-in
                    us        | opt-out             | opt-out | opt-out  | opt-out
                    ca        | implied             | implied | opt-in   | opt-in
                    """)
    void aRegimeAsksWhatTheTableSays(
            String regime, String named, String generic, String personal, String soleTrader) {
        RegimeProfile profile = SHIPPED.named(regime);

        assertThat(profile.basis(AddressClass.NAMED_PROFESSIONAL).word()).isEqualTo(named);
        assertThat(profile.basis(AddressClass.GENERIC_COMPANY).word()).isEqualTo(generic);
        assertThat(profile.basis(AddressClass.PERSONAL).word()).isEqualTo(personal);
        assertThat(profile.basis(AddressClass.SOLE_TRADER_OR_UNKNOWN).word()).isEqualTo(soleTrader);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void twoRegimesTogetherAreAsStrictAsTheStricterInEachField(
            RegimeProfile one, RegimeProfile other) {
        RegimeProfile both = one.with(other);

        for (AddressClass c : AddressClass.values()) {
            assertThat(both.basis(c)).isGreaterThanOrEqualTo(one.basis(c));
            assertThat(both.basis(c)).isGreaterThanOrEqualTo(other.basis(c));
            assertThat(both.basis(c)).isIn(one.basis(c), other.basis(c));
        }
        assertThat(both.customers()).isEqualTo(one.customers() && other.customers());
        assertThat(both.nonCommercial()).isEqualTo(one.nonCommercial() && other.nonCommercial());
        assertThat(both.demands().mustShow())
                .containsAll(one.demands().mustShow())
                .containsAll(other.demands().mustShow());
        assertThat(both.demands().honourWithin())
                .isLessThanOrEqualTo(one.demands().honourWithin())
                .isLessThanOrEqualTo(other.demands().honourWithin());
        assertThat(both.demands().trackers())
                .isGreaterThanOrEqualTo(one.demands().trackers())
                .isGreaterThanOrEqualTo(other.demands().trackers());
        assertThat(both.demands().proof())
                .isGreaterThanOrEqualTo(one.demands().proof())
                .isGreaterThanOrEqualTo(other.demands().proof());
        assertThat(both.demands().postalAddress()).isTrue();
        assertThat(both.bases()).isEqualTo(other.with(one).bases());
    }

    private static Stream<org.junit.jupiter.params.provider.Arguments> pairs() {
        return SHIPPED.all().stream()
                .flatMap(
                        one ->
                                SHIPPED.all().stream()
                                        .filter(other -> !one.name().equals(other.name()))
                                        .map(
                                                other ->
                                                        org.junit.jupiter.params.provider.Arguments
                                                                .of(one, other)));
    }

    @Test
    void aLinkThatMustWorkForEverOutlastsOneThatMustWorkForAMonth() {
        RegimeProfile us = SHIPPED.named("us");
        RegimeProfile ca = SHIPPED.named("ca");

        assertThat(us.with(ca).demands().linkValid()).isEqualTo(ca.demands().linkValid());
        assertThat(us.with(SHIPPED.named("fr")).demands().linkValid()).isEmpty();
    }

    @Test
    void aCountryWithoutAProfileIsUnderTheStrictestOne() {
        assertThat(SHIPPED.ofCountry("JP").name()).isEqualTo("eu-strict");
        assertThat(SHIPPED.ofCountry("RE").name()).isEqualTo("fr");
        assertThat(SHIPPED.ofTopLevelDomain("uk").orElseThrow().name()).isEqualTo("uk");
    }

    @Test
    void aProfileIsOverdueTwelveMonthsAfterItsReview() {
        RegimeProfile fr = SHIPPED.named("fr");
        LocalDate reviewed = fr.review().on();

        assertThat(fr.review().isOverdue(reviewed.plusMonths(12))).isFalse();
        assertThat(fr.review().isOverdue(reviewed.plusMonths(12).plusDays(1))).isTrue();
    }

    @Test
    void aCountryIsAddedByAFile() throws IOException {
        write(
                "jp",
                """
                regime: jp
                version: 1
                title: {fr: Japon, en: Japan}
                countries: [JP]
                top-level-domains: [jp]
                basis:
                  named-professional: opt-in
                  generic-company: opt-out
                  personal: opt-in
                  sole-trader-or-unknown: opt-in
                  public-body: opt-in
                reviewed: {on: 2026-11-30, by: counsel, source: "Act 26 of 2002"}
                """);

        SettingsResult result = read();

        assertThat(result).isInstanceOf(SettingsResult.Valid.class);
        RegimeProfiles regimes = ((SettingsResult.Valid) result).settings().regimes();
        assertThat(regimes.ofCountry("JP").basis(AddressClass.GENERIC_COMPANY))
                .isEqualTo(Basis.OPT_OUT);
        assertThat(regimes.ofCountry("DE").name()).isEqualTo("de");
    }

    @Test
    void everyMistakeOfAFileIsTold() throws IOException {
        write(
                "xx",
                """
                regime: yy
                version: none
                title: {fr: Rien}
                countries: [FRANCE]
                top-level-domains: [co.uk]
                basis: {named-professional: maybe}
                reviewed: {on: yesterday}
                surprise: 1
                """);

        SettingsResult result = read();

        assertThat(result).isInstanceOf(SettingsResult.Invalid.class);
        List<String> keys =
                ((SettingsResult.Invalid) result).problems().stream().map(Problem::key).toList();
        assertThat(keys)
                .contains(
                        "version",
                        "title.en",
                        "countries[0]",
                        "top-level-domains[0]",
                        "basis.named-professional",
                        "basis.personal",
                        "reviewed.on",
                        "reviewed.by",
                        "reviewed.source",
                        "surprise");
    }

    @Test
    void aStreamMayNameSeveralRegimesAndNoneThatIsAProviders() throws IOException {
        assertThat(read("[fr, be]")).isInstanceOf(SettingsResult.Valid.class);
        assertThat(read("gmail")).isInstanceOf(SettingsResult.Invalid.class);
        assertThat(read("[]")).isInstanceOf(SettingsResult.Invalid.class);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve("regimes").resolve(name + ".yaml"), text);
    }

    private SettingsResult read() throws IOException {
        return read("fr");
    }

    private SettingsResult read(String regime) throws IOException {
        Path file = Files.writeString(directory.resolve("octroi.yaml"), MinimalFile.YAML);
        return SettingsFile.read(file, Map.of("streams.t.regime", regime), Optional.empty());
    }
}
