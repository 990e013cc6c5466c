// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Treatment;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** I-05: what is sound passes, and each way to be unsound is found. */
final class OutputCheckTest {
    private static final String LINK = Fixture.LINKS.unsubscribeUrl();
    private static final Octets MAIL =
            Fixture.message(
                    """
                    From: a@exemple.fr
                    Subject: x
                    MIME-Version: 1.0
                    Content-Type: multipart/mixed; boundary=m

                    --m
                    Content-Type: multipart/alternative; boundary=b

                    --b
                    Content-Type: text/plain; charset=utf-8

                    Bonjour.
                    --b
                    Content-Type: text/html; charset=utf-8

                    <p>Bonjour.</p>
                    --b--
                    --m
                    Content-Type: application/pdf
                    Content-Disposition: attachment

                    PDF
                    --m--
                    """);

    @ParameterizedTest
    @MethodSource("rewritten")
    void everyGoldenMessagePasses(Path folder) {
        Octets message = Octets.of(Corpus.read(folder.resolve("in.eml")));
        RewritePlan plan =
                Fixture.planned(message, GoldenTest.facts(folder), GoldenTest.editing(folder));

        assertThat(OutputCheck.fault(Fixture.edited(message, plan), plan.treatment(), LINK))
                .isEmpty();
    }

    static List<Path> rewritten() throws IOException {
        return GoldenTest.rewritten();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PDF|PDX|a part of type application/pdf has changed",
                "<p>Bonjour.</p>||OK",
                "application/pdf|application/xyz|a part of type application/pdf is not in its"
                        + " place",
                "multipart/alternative|multipart/mixed|OK",
                "text/html|text/plain|a part of type text/html is not in its place"
            })
    void whatElseChangedIsFound(String old, @Nullable String now, String fault) {
        RewritePlan plan = Fixture.planned(MAIL, Fixture.FRENCH);
        int at = MAIL.latin1().indexOf(old);
        Octets replacement = Octets.of(now == null ? "" : now);
        EditedMessage copy = with(plan, new Edit(at, old.length(), replacement));

        Optional<String> found = OutputCheck.fault(copy, plan.treatment(), LINK);

        assertThat(found.orElse("OK")).isEqualTo(fault);
    }

    @Test
    void aTextWithoutClausesIsFound() {
        EditedMessage bare = EditedMessage.of(MAIL, List.of(), List.of());
        RewritePlan plan = Fixture.planned(MAIL, Fixture.FRENCH);
        List<Edit> first = new ArrayList<>(plan.copyEdits(Fixture.LINKS));
        first.removeLast();
        EditedMessage half = EditedMessage.of(MAIL, plan.sharedEdits(), first);

        assertThat(OutputCheck.fault(bare, plan.treatment(), LINK))
                .contains("a text has no clauses");
        assertThat(OutputCheck.fault(half, plan.treatment(), LINK))
                .contains("a text has no clauses");
        assertThat(OutputCheck.fault(half, treatment(Treatment.Kind.WRAPPED), LINK))
                .contains("it does not stand whole beside two texts");
    }

    @Test
    void mailThatMayNotChangeDoesNot() {
        EditedMessage same = EditedMessage.of(MAIL, List.of(), List.of());
        int at = MAIL.latin1().indexOf("Bonjour");
        EditedMessage other =
                EditedMessage.of(MAIL, List.of(), List.of(new Edit(at, 1, Octets.of("b"))));

        assertThat(OutputCheck.fault(same, treatment(Treatment.Kind.UNCHANGED), LINK)).isEmpty();
        assertThat(OutputCheck.fault(other, treatment(Treatment.Kind.UNCHANGED), LINK))
                .contains("a part that may not change has changed");
    }

    private static Treatment treatment(Treatment.Kind kind) {
        return new Treatment(kind, Optional.empty(), List.of(), List.of());
    }

    private static EditedMessage with(RewritePlan plan, Edit edit) {
        List<Edit> shared = new ArrayList<>(plan.sharedEdits());
        shared.add(edit);
        shared.sort(Comparator.comparingInt(Edit::offset));
        return EditedMessage.of(MAIL, shared, plan.copyEdits(Fixture.LINKS));
    }
}
