// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.settings.AddressLists;
import eu.octroi.gateway.settings.ConsentScope;
import eu.octroi.gateway.settings.ConsentScope.UnknownCountry;
import eu.octroi.gateway.settings.Editing;
import eu.octroi.gateway.settings.ListFields;
import eu.octroi.gateway.settings.LocalizedText;
import eu.octroi.gateway.settings.RegimeProfiles;
import eu.octroi.gateway.settings.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which regime holds for a recipient, and whether mail may go under it. */
final class ConsentRulesTest {
    private static final StreamId STREAM = new StreamId("prospection");
    private static final ConsentScope ANYWHERE = ConsentScope.DEFAULT;

    @ParameterizedTest
    @CsvFileSource(resources = "/consent/regimes.csv", delimiter = '|')
    void theStrictestOfAllRegimesHolds(ArgumentsAccessor row) {
        ConsentScope scope =
                new ConsentScope(
                        Optional.ofNullable(row.getString(1)),
                        UnknownCountry.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                        false);
        Stream stream = stream(List.of(row.getString(0).split(",", -1)), scope);
        ConsentRules rules = rules(stream, in(row.getString(2), Optional.empty()));

        Finding finding = find(rules, row.getString(4));

        assertThat(finding.regime().name()).isEqualTo(row.getString(5));
        assertThat(finding.hint().word()).isEqualTo(row.getString(6));
        assertThat(finding.basis().word()).isEqualTo(row.getString(7));
        assertThat(finding.refusal().map(Tag::word))
                .isEqualTo(Optional.ofNullable(row.getString(8)));
    }

    /** What is recorded helps where the regime wants more than silence, each kind in its place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # regime  | recorded  | address                     | goes
                    fr        | CONSENT   | marie@gmail.com             | true
                    fr        | CUSTOMER  | marie@gmail.com             | true
                    fr        | PUBLISHED | marie@gmail.com             | true
                    fr-strict | PUBLISHED | marie@gmail.com             | false
                    fr-strict | CUSTOMER  | marie.durand@acme.fr        | false
                    fr-strict | CONSENT   | marie.durand@acme.fr        | true
                    de        | CONSENT   | jan.schmidt@acme.de         | true
                    de        | CUSTOMER  | jan.schmidt@acme.de         | true
                    de        | PUBLISHED | jan.schmidt@acme.de         | false
                    de        | PUBLISHED | jan.schmidt@gmx.de          | false
                    nl        | PUBLISHED | info@acme.nl                | true
                    nl        | PUBLISHED | jan.devries@acme.nl         | false
                    ca        | PUBLISHED | john.smith@acme.ca          | true
                    uk        | CUSTOMER  | mary.smith@mary-smith.co.uk | true
                    fr        | CONSENT   | abuse@acme.fr               | false
                    fr        | CONSENT   | marie@yopmail.com           | false
                    fr        | CONSENT   | marie@acme.invalid          | false
                    """)
    void whatIsRecordedHelpsInItsPlace(
            String regime, Grant.Kind recorded, String address, boolean goes) {
        ConsentRules rules =
                rules(
                        stream(List.of(regime), ANYWHERE),
                        in(null, Optional.of(new Grant(recorded, Optional.empty()))));

        assertThat(find(rules, address).refusal().isEmpty()).isEqualTo(goes);
    }

    @Test
    void consentsThatCannotBeToldAreNotTakenForGiven() {
        ConsentRules rules =
                rules(
                        stream(List.of("fr"), ANYWHERE),
                        new ConsentLookup() {
                            @Override
                            public List<Grant> find(Origin origin, EmailAddress address) {
                                throw new ConsentUnavailableException("the record failed");
                            }

                            @Override
                            public Optional<String> countryOf(
                                    ControllerNumber controller, EmailAddress address) {
                                return Optional.empty();
                            }
                        });

        assertThatThrownBy(() -> find(rules, "marie@gmail.com"))
                .isInstanceOf(ConsentUnavailableException.class);
    }

    @Test
    void withoutAReasonNobodyAtWorkIsWrittenTo() {
        Stream mute = stream(List.of("fr"), ANYWHERE, Optional.empty());

        Finding finding = find(rules(mute, in(null, Optional.empty())), "marie.durand@acme.fr");

        assertThat(finding.refusal()).contains(Tag.CONSENT_REQUIRED);
    }

    @Test
    void mailAboutNothingForSaleMayGoToPrivatePersonsWhereTheLawSaysSo() {
        ConsentScope charity = new ConsentScope(Optional.empty(), UnknownCountry.REGIME, true);
        ConsentRules rules = rules(stream(List.of("fr"), charity), in(null, Optional.empty()));

        assertThat(find(rules, "marie@gmail.com").refusal()).isEmpty();
        assertThat(find(rules, "marie@orange.fr").basis().word()).isEqualTo("opt-out");
        assertThat(find(rules, "jan@gmx.de").refusal()).contains(Tag.CONSENT_REQUIRED);
        assertThat(ConsentScope.DEFAULT.nonCommercial()).isFalse();
    }

    @Test
    void otherMailThanProspectingNeedsNoConsent() {
        ConsentRules rules = rules(stream(List.of("fr"), ANYWHERE), in(null, Optional.empty()));

        for (StreamClass other : StreamClass.values()) {
            boolean isJudged =
                    rules.find(from(other), EmailAddress.parse("abuse@gmail.com").orElseThrow())
                            .isPresent();
            assertThat(isJudged).isEqualTo(other == StreamClass.PROSPECTING);
        }
    }

    @Test
    void ourOwnPostmasterHearsFromEverybody() {
        ConsentRules rules = rules(stream(List.of("fr"), ANYWHERE), in(null, Optional.empty()));

        assertThat(
                        rules.find(
                                from(StreamClass.PROSPECTING),
                                new EmailAddress("Postmaster", "mx.test")))
                .isEmpty();
        assertThat(find(rules, "postmaster@elsewhere.fr").refusal()).contains(Tag.ROLE_ADDRESS);
    }

    @Test
    void theProviderOfTheMailboxAsksMore() {
        ConsentRules rules = rules(stream(List.of("fr"), ANYWHERE), in(null, Optional.empty()));
        EmailAddress to = EmailAddress.parse("marie@Gmail.com").orElseThrow();

        var all = rules.demands(find(rules, "marie@Gmail.com"), to);

        assertThat(all.name()).isEqualTo("fr+gmail");
        assertThat(all.demands().mustShow()).contains("source", "one-click-header");
    }

    private static ConsentLookup in(@Nullable String country, Optional<Grant> grant) {
        return new ConsentLookup() {
            @Override
            public List<Grant> find(Origin origin, EmailAddress address) {
                return grant.stream().toList();
            }

            @Override
            public Optional<String> countryOf(ControllerNumber controller, EmailAddress address) {
                return Optional.ofNullable(country);
            }
        };
    }

    private static Finding find(ConsentRules rules, String address) {
        EmailAddress to = EmailAddress.parse(address).orElseThrow();
        return rules.find(from(StreamClass.PROSPECTING), to).orElseThrow();
    }

    private static Origin from(StreamClass streamClass) {
        return new Origin(
                new CredentialId("outil"),
                STREAM,
                streamClass,
                new ControllerNumber(1),
                Optional.empty());
    }

    private static ConsentRules rules(Stream stream, ConsentLookup consents) {
        return new ConsentRules(
                "mx.test",
                Map.of(STREAM, stream),
                AddressLists.shipped(),
                RegimeProfiles.shipped(),
                consents);
    }

    private static Stream stream(List<String> regimes, ConsentScope scope) {
        return stream(regimes, scope, Optional.of(LocalizedText.everywhere("you run a company")));
    }

    private static Stream stream(
            List<String> regimes, ConsentScope scope, Optional<LocalizedText> reason) {
        return new Stream(
                new ControllerId("acme"),
                StreamClass.PROSPECTING,
                regimes,
                scope,
                Optional.empty(),
                Optional.empty(),
                reason,
                Optional.empty(),
                List.of(),
                Stream.OnCap.REFUSE,
                Editing.DEFAULT,
                ListFields.DEFAULT,
                true);
    }
}
