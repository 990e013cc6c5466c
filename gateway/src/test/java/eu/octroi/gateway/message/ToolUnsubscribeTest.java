// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** I-45: what is remembered of a tool's own List-Unsubscribe. */
final class ToolUnsubscribeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    # List-Unsubscribe                       | -Post                      | taken
                    <https://t.example/u?a=1&b=2>            | List-Unsubscribe=One-Click | https://t.example/u?a=1&b=2
                    <mailto:s@t.example>, <https://t.example/u> | List-Unsubscribe=One-Click | https://t.example/u
                    <https://t.example/u>,<mailto:s@t.example>  | list-unsubscribe=one-click | https://t.example/u
                    <https://t.example/u>                    | List-Unsubscribe=Other     | -
                    <https://t.example/u>                    | -                          | -
                    <https://t.example/u>, <mailto:s@t.example?subject=x> | -             | mailto:s@t.example?subject=x
                    <http://t.example/u>                     | List-Unsubscribe=One-Click | http://t.example/u
                    <javascript:alert(1)>                    | List-Unsubscribe=One-Click | -
                    https://t.example/u                      | List-Unsubscribe=One-Click | -
                    <https://t.example/é>                    | List-Unsubscribe=One-Click | -
                    """)
    void theWayAMachineMayUse(String list, String post, String taken) {
        String head = "From: a@exemple.fr\nSubject: x\nList-Unsubscribe: " + list + "\n";
        String more = post == null ? "" : "List-Unsubscribe-Post: " + post + "\n";

        RewritePlan plan = Fixture.planned(Fixture.utf8(head + more + "\nx\n"), Fixture.FRENCH);

        assertThat(plan.treatment().toolUnsubscribe().orElse(null)).isEqualTo(taken);
    }

    @Test
    void aLinkThatWasFoldedIsWhole() {
        String head =
                "From: a@exemple.fr\nSubject: x\nList-Unsubscribe: <https://t.example/\n u>\n";

        RewritePlan plan =
                Fixture.planned(
                        Fixture.message(
                                head + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n\nx\n"),
                        Fixture.FRENCH);

        assertThat(plan.treatment().toolUnsubscribe()).contains("https://t.example/u");
    }
}
