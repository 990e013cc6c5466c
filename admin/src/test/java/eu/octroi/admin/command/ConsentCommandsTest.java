// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.admin.api.ServedList;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Consents on a free data directory and through the API of the one who owns it. */
final class ConsentCommandsTest {
    private static final Closeable NOBODY = () -> {};
    private static final String WHO = "marie.durand@gmail.com";

    @TempDir private Path directory = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void nameTheDirectory() {
        data = directory.resolve("data");
    }

    @ParameterizedTest(name = "owned by a gateway: {0}")
    @ValueSource(booleans = {false, true})
    void aConsentIsRecordedShownAndWithdrawn(boolean owned) throws IOException {
        try (Closeable owner = owner(owned)) {
            Ended incomplete = octroi("consent", "add", WHO, "--since", "2026-10-01");
            Ended added = add();
            Ended again = add();
            Ended shown = octroi("consent", "show", WHO);
            Ended withdrawn = octroi("consent", "withdraw", WHO);
            Ended after = add();
            Ended kept = octroi("consent", "show", WHO);
            Ended opposed = octroi("suppress", "check", WHO);

            assertThat(owner).isNotNull();
            assertThat(incomplete.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(incomplete.err())
                    .contains("purpose is missing; wording is missing; method is missing");
            assertThat(added.out()).startsWith("recorded, number ");
            assertThat(again.out()).startsWith("recorded before, number ");
            assertThat(shown.out())
                    .contains(": stands", "purpose         our offers", "wording         form 3");
            assertThat(withdrawn.out()).isEqualTo("withdrawn, and opposed\n");
            assertThat(after.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(after.err()).contains("the person withdrew after that moment");
            assertThat(kept.out()).contains(": withdrawn 20", "purpose         our offers");
            assertThat(opposed.out()).startsWith("suppressed (opposition");
        }
    }

    @ParameterizedTest(name = "owned by a gateway: {0}")
    @ValueSource(booleans = {false, true})
    void aFileOfProofsIsImportedAndItsFaultsAreTold(boolean owned) throws IOException {
        Path file = directory.resolve("consents.csv");
        Files.write(
                file,
                List.of(
                        "address;since;purpose;wording;method",
                        "a@gmail.com;2026-10-01;our offers;form 3;form",
                        "b@gmail.com;2026-10-01;our offers;;form"));
        try (Closeable owner = owner(owned)) {
            Ended dry = octroi("consent", "import", file.toString(), "--dry-run");
            Ended first = octroi("consent", "import", file.toString());
            Ended again = octroi("consent", "import", file.toString());

            assertThat(owner).isNotNull();
            assertThat(dry.out()).startsWith("dry run, nothing changed: 2 lines: 1 recorded");
            assertThat(first.out())
                    .isEqualTo(
                            "2 lines: 1 recorded, 0 there before, 0 withdrawn since, 1 rejected\n"
                                    + "line 3: wording is missing\n");
            assertThat(again.out()).startsWith("2 lines: 0 recorded, 1 there before");
        }
    }

    private Ended add() {
        return octroi(
                "consent",
                "add",
                WHO,
                "--since",
                "2026-10-01",
                "--purpose",
                "our offers",
                "--wording",
                "form 3",
                "--method",
                "double-opt-in");
    }

    private Closeable owner(boolean owned) throws IOException {
        return owned ? new ServedList(data, "exemple") : NOBODY;
    }

    private Ended octroi(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", Ended.SHIPPED.toString(), "--data", data.toString()));
        return Ended.octroi(all.toArray(String[]::new));
    }
}
