// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.admin.api.ServedList;
import eu.octroi.admin.running.RunFile;
import eu.octroi.gateway.store.DataDirectory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The same commands on a free data directory and through the API of the one who owns it. */
final class SuppressCommandsTest {
    private static final Closeable NOBODY = () -> {};

    @TempDir private Path directory = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void nameTheDirectory() {
        data = directory.resolve("data");
    }

    @ParameterizedTest(name = "owned by a gateway: {0}")
    @ValueSource(booleans = {false, true})
    void whatIsAddedIsFoundAndAnOppositionStays(boolean owned) throws IOException {
        try (Closeable owner = owner(owned)) {
            Ended added = suppress("add", "j.dupont@client.fr");
            Ended again = suppress("add", "J.Dupont+x@client.fr");
            Ended found = suppress("check", "j.dupont@client.fr", "--controller", "exemple");
            Ended other = suppress("check", "m.durand@client.fr");
            Ended lifted = suppress("remove", "j.dupont@client.fr", "--why", "a mistake");

            assertThat(owner).isNotNull();
            assertThat(added.out()).startsWith("suppressed (opposition, 20");
            assertThat(again.out()).startsWith("already suppressed (opposition, 20");
            assertThat(found.out()).matches("suppressed \\(opposition, 20\\S+Z\\)\n");
            assertThat(other.out()).isEqualTo("not suppressed\n");
            assertThat(List.of(added.code(), again.code(), found.code(), other.code()))
                    .containsOnly(ExitCodes.DONE);
            assertThat(lifted.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(lifted.err()).contains("only the recipient can lift it");
        }
    }

    @ParameterizedTest(name = "owned by a gateway: {0}")
    @ValueSource(booleans = {false, true})
    void anEntryThatWasNobodysWishIsLifted(boolean owned) throws IOException {
        try (Closeable owner = owner(owned)) {
            suppress("add", "@client.fr", "--reason", "manual");

            Ended lifted = suppress("remove", "@client.fr", "--why", "customer again");
            Ended again = suppress("remove", "@client.fr", "--why", "customer again");

            assertThat(owner).isNotNull();
            assertThat(lifted.out()).isEqualTo("lifted (manual)\n");
            assertThat(again.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(suppress("check", "a@client.fr").out()).isEqualTo("not suppressed\n");
        }
    }

    @ParameterizedTest(name = "owned by a gateway: {0}")
    @ValueSource(booleans = {false, true})
    void aListIsImportedCountedAndExported(boolean owned) throws IOException {
        Path list = list("email;reason", "a@client.fr;complaint", "b@client.fr;", "nonsense;");
        try (Closeable owner = owner(owned)) {
            Ended dry = suppress("import", list.toString(), "--dry-run");
            Ended first = suppress("import", list.toString());
            Ended again = suppress("import", list.toString());
            Ended export = suppress("export");
            Ended stats = suppress("stats");

            assertThat(owner).isNotNull();
            assertThat(dry.out()).startsWith("dry run, nothing changed: 3 lines: 2 added");
            assertThat(first.out())
                    .startsWith("3 lines: 2 added, 0 already there, 0 repeated, 1 rejected\n")
                    .contains("line 4: ");
            assertThat(first.code()).isZero();
            assertThat(again.out()).startsWith("3 lines: 0 added, 2 already there");
            assertThat(export.out().lines()).hasSize(3).allMatch(line -> !line.contains("@"));
            assertThat(stats.out()).contains("exemple", "complaint", "opposition");
        }
    }

    @ParameterizedTest(name = "owned by a gateway: {0}")
    @ValueSource(booleans = {false, true})
    void aListIsCheckedAgainstItsJournal(boolean owned) throws IOException {
        Path list = list("email;canal;date", "a@client.fr;phone;2026-05-01", "b@client.fr;;");
        try (Closeable owner = owner(owned)) {
            suppress("import", list.toString(), "--channel", "post", "--as-of", "2026-05-02");
            Ended first = suppress("verify");
            String checkpoint = first.out().replaceAll("(?s).*checkpoint: (\\S+)\n", "$1");
            suppress("add", "c@client.fr");
            Ended later = suppress("verify", "--checkpoint", checkpoint);
            Ended other = suppress("verify", "--checkpoint", "2:" + "0".repeat(64));
            Ended export = suppress("export");

            assertThat(owner).isNotNull();
            assertThat(first.out())
                    .startsWith("journal: whole; 2 events in 3 links, 1 lists imported\n")
                    .contains("index: as recorded; 2 keys, state ");
            assertThat(first.code()).isZero();
            assertThat(later.code()).isZero();
            assertThat(other.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(other.out()).contains("is not in the journal");
            assertThat(export.out()).contains(",phone,2026-05-01T00:00:00Z,", ",post,");
        }
    }

    @ParameterizedTest(name = "owned by a gateway: {0}")
    @ValueSource(booleans = {false, true})
    void aMistakeIsLiftedByTwoPersons(boolean owned) throws IOException {
        try (Closeable owner = owner(owned)) {
            suppress("add", "a@client.fr", "--channel", "phone", "--since", "2026-05-01");
            Ended asked =
                    suppress("correct", "a@client.fr", "--author", "Ann", "--why", "misheard");
            Ended waiting = suppress("corrections");
            Ended alone = suppress("approve", "1", "a@client.fr", "--author", "ann");
            Ended wrong = suppress("approve", "1", "b@client.fr", "--author", "Bea");
            Ended before = suppress("check", "a@client.fr");
            Ended agreed = suppress("approve", "1", "a@client.fr", "--author", "Bea");
            Ended after = suppress("check", "a@client.fr");

            assertThat(owner).isNotNull();
            assertThat(asked.out()).startsWith("correction 1 waits 7 days for somebody else");
            assertThat(waiting.out()).contains("\topposition\tAnn\tmisheard\n");
            assertThat(alone.err()).contains("cannot agree to it");
            assertThat(wrong.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(before.out()).isEqualTo("suppressed (opposition, 2026-05-01T00:00:00Z)\n");
            assertThat(agreed.out()).isEqualTo("lifted\n");
            assertThat(after.out()).isEqualTo("not suppressed\n");
        }
    }

    @Test
    void aRotatedKeyFindsWhatWasThereBefore() {
        suppress("add", "old@client.fr");

        Ended rotated = octroi("key", "address", "--rotate");
        suppress("add", "new@client.fr");
        Ended listed = octroi("key", "address");

        assertThat(rotated.out()).matches("2\t[0-9a-f]{16}\n1\t[0-9a-f]{16}\n");
        assertThat(rotated.err()).contains("back up ", "keys/address again");
        assertThat(listed.out()).isEqualTo(rotated.out());
        assertThat(suppress("check", "old@client.fr").out()).startsWith("suppressed (");
        assertThat(suppress("check", "new@client.fr").out()).startsWith("suppressed (");
        assertThat(suppress("verify").code()).isZero();
    }

    @Test
    void theKeyIsNotRotatedUnderARunningGateway() throws IOException {
        suppress("add", "old@client.fr");
        try (Closeable owner = owner(true)) {
            Ended refused = octroi("key", "address", "--rotate");

            assertThat(owner).isNotNull();
            assertThat(refused.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(refused.err()).contains("a gateway runs on ", "stop it");
        }
    }

    @Test
    void ofAListOfContactsOnlyThoseWhoSaidNoAreTaken() throws IOException {
        Path list = list("email;Ne pas démarcher", "a@client.fr;oui", "b@client.fr;non");

        Ended taken = suppress("import", list.toString());

        assertThat(taken.out())
                .startsWith("2 lines: 1 added")
                .contains("1 contacts said nothing against mail and were passed over\n");
        assertThat(suppress("check", "b@client.fr").out()).isEqualTo("not suppressed\n");
    }

    @Test
    void anExportIsReadBackAsItWas() throws IOException {
        suppress("import", list("a@client.fr", "@b.fr").toString());
        Path file = directory.resolve("export.csv");

        Ended written = suppress("export", file.toString());
        Ended read = suppress("import", file.toString());

        assertThat(written.err()).isEqualTo("2 entries written to " + file + "\n");
        assertThat(read.out()).startsWith("2 lines: 0 added, 2 already there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check a@b.fr", "stats", "export", "remove a@b.fr --why x"})
    void aDirectoryWithoutAListIsNotAnAnswer(String words) {
        Ended ended = suppress(words.split(" "));

        assertThat(ended.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(ended.err()).contains("there is no suppression list in " + data);
        assertThat(data).doesNotExist();
    }

    @Test
    void aListThatBeginsSaysSo() {
        Ended first = suppress("add", "a@b.fr");
        Ended second = suppress("add", "c@d.fr");

        assertThat(first.err()).contains("new, empty suppression list in " + data);
        assertThat(second.err()).doesNotContain("new, empty");
    }

    @Test
    void aListWithNothingReadableFails() throws IOException {
        Ended empty = suppress("import", list("").toString());
        Ended rubbish = suppress("import", list("nonsense", "more").toString());
        Ended missing = suppress("import", directory.resolve("none.csv").toString());

        assertThat(List.of(empty.code(), rubbish.code(), missing.code()))
                .containsOnly(ExitCodes.FAILED);
        assertThat(empty.err()).endsWith("octroi: no line of this list could be taken\n");
        assertThat(missing.err()).endsWith("none.csv: no such file or directory\n");
    }

    @ParameterizedTest(name = "owned by a gateway: {0}")
    @ValueSource(booleans = {false, true})
    void aDirectoryIsNoListAndNotTheGatewaysFault(boolean owned) throws IOException {
        try (Closeable owner = owner(owned)) {
            Ended ended = suppress("import", directory.toString());

            assertThat(owner).isNotNull();
            assertThat(ended.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(ended.err()).contains("the list cannot be read", "is a directory");
        }
    }

    @Test
    void aRunFileACrashLeftBehindIsNotAsked() throws IOException {
        suppress("add", "a@client.fr");
        new RunFile(1, "0", "127.0.0.1:1", null, "127.0.0.1:1", "127.0.0.1:1").write(data);

        Ended found = suppress("check", "a@client.fr");

        assertThat(found.out()).startsWith("suppressed (");
    }

    @Test
    void aDirectoryWhoseOwnerDoesNotListenSaysSo() throws IOException {
        suppress("add", "a@client.fr");
        try (DataDirectory owner = DataDirectory.open(data)) {
            Ended ended = suppress("check", "a@client.fr");

            assertThat(owner.root()).isEqualTo(data);
            assertThat(ended.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(ended.err()).contains("does not listen (yet)");
        }
    }

    private Closeable owner(boolean owned) throws IOException {
        return owned ? new ServedList(data, "exemple") : NOBODY;
    }

    private Path list(String... lines) throws IOException {
        return Files.write(directory.resolve("list.csv"), List.of(lines));
    }

    private Ended suppress(String... words) {
        return octroi(
                Stream.concat(Stream.of("suppress"), Stream.of(words)).toArray(String[]::new));
    }

    private Ended octroi(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", Ended.SHIPPED.toString(), "--data", data.toString()));
        return Ended.octroi(all.toArray(String[]::new));
    }
}
