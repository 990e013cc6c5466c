// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** */
final class SubjectRulesTest {
    private static final String HEAD = "From: a@exemple.fr\nMIME-Version: 1.0\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            textBlock =
                    """
                    # field                                  | other field           | verdict
                    Subject: Notre logiciel de paie          | none                  | sent
                    Subject: Réservez votre place : 12 juin  | none                  | sent
                    Subject: Regard neuf sur la paie         | none                  | sent
                    Subject: Retour sur le salon: photos     | none                  | sent
                    Subject: Track your parcels: a new tool  | none                  | sent
                    Subject: Forward thinking: our seminar   | none                  | sent
                    Subject: Awards 2026: the winners        | none                  | sent
                    Subject: 5 idées: une par jour           | none                  | sent
                    Subject: =?utf-8?Q?Bient=C3=B4t_l'=C3=A9t=C3=A9?= | none          | sent
                    Subject: =?utf-8?B?8J+RqOKAjfCfkanigI3wn5Gn?= | none               | sent
                    Subject: Re: notre échange               | none                  | fake
                    Subject: RE : notre échange              | none                  | fake
                    Subject: re:notre échange                | none                  | fake
                    Subject: Ré: notre échange               | none                  | fake
                    Subject: TR: offre                       | none                  | fake
                    Subject: Fwd: offer                      | none                  | fake
                    Subject: FW: offer                       | none                  | fake
                    Subject: AW: Angebot                     | none                  | fake
                    Subject: WG: Angebot                     | none                  | fake
                    Subject: Re[2]: offre                    | none                  | fake
                    Subject: Re(3) : offre                   | none                  | fake
                    Subject: [Acme] Re: offre                | none                  | fake
                    Subject: *** RE: offre                   | none                  | fake
                    Subject: =?utf-8?Q?Re=3A_offre?=         | none                  | fake
                    Subject: =?utf-8?Q?Re=C2=A0=3A_offre?=   | none                  | fake
                    Subject: =?utf-8?Q?R=E2=80=8Be=3A_offre?= | none                 | fake
                    Subject: =?utf-8?Q?Re=EF=BC=9A_offre?=   | none                  | fake
                    Subject: Re: notre échange               | In-Reply-To: <1@x.fr> | sent
                    Subject: TR : offre                      | References: <1@x.fr>  | sent
                    Subject: Re: notre échange               | In-Reply-To:          | fake
                    none                                     | none                  | empty
                    Subject:                                 | none                  | empty
                    Subject: =?utf-8?Q?=C2=A0=E2=80=8B?=     | none                  | empty
                    Subject: =?utf-8?Q?a=E2=80=AEb?=         | none                  | control
                    Subject: =?utf-8?Q?a=00b?=               | none                  | hidden
                    Subject: =?utf-8?Q?a=0D=0ABcc:_b?=       | none                  | hidden
                    """)
    void aSubjectIsJudged(String subject, String other, String verdict) {
        String refusal = refusal((subject == null ? "" : subject) + "\n", other);

        assertThat(refusal)
                .isEqualTo(
                        switch (verdict) {
                            case "sent" -> "edited";
                            case "fake" ->
                                    "content: Subject looks like a reply or a forwarded mail, and"
                                            + " the message names none in In-Reply-To or"
                                            + " References";
                            case "empty" -> "content: Subject is missing or empty";
                            case "hidden" ->
                                    "structure: an encoded word of a header field hides a control";
                            default -> "content: Subject has control characters";
                        });
    }

    @ParameterizedTest
    @CsvSource({"200, edited", "201, content: Subject is over 200 characters"})
    void aSubjectIsAsLongAsIsShown(int length, String verdict) {
        assertThat(refusal("Subject: " + "é".repeat(length) + "\n", null)).isEqualTo(verdict);
    }

    private static String refusal(String subject, @org.jspecify.annotations.Nullable String other) {
        String fields = subject.equals("\n") ? "" : subject;
        return Fixture.verdict(
                Fixture.utf8(HEAD + fields + (other == null ? "" : other + "\n") + "\nx\n"));
    }
}
