// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static eu.octroi.gateway.suppression.OpenList.ACME;
import static eu.octroi.gateway.suppression.OpenList.OTHER;
import static eu.octroi.gateway.suppression.OpenList.address;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.suppression.ImportReport.Reject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

final class ListImportTest {
    private static final ImportOptions MANUAL = new ImportOptions(Reason.MANUAL, false);
    private static final ImportOptions POST =
            new ImportOptions(
                    Reason.OPPOSITION, Channel.POST, Optional.empty(), false, OptionalLong.empty());

    @TempDir private Path directory;
    private OpenList open;

    @BeforeEach
    void open() {
        open = OpenList.in(directory.resolve("data"));
    }

    @AfterEach
    void close() {
        open.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # list of jo@x.fr        | reason      | since
                    plain.txt                | MANUAL      |
                    plain-header.txt         | MANUAL      |
                    mark-and-crlf.csv        | MANUAL      |
                    french-excel.csv         | COMPLAINT   |
                    tabs.tsv                 | MANUAL      |
                    ses-bulk.csv             | HARD_BOUNCE |
                    mailgun-unsubscribes.csv | MANUAL      | 2026-05-01T08:00:00Z
                    mailgun-bounces.csv      | HARD_BOUNCE | 2026-05-01T08:00:00Z
                    mailgun-complaints.csv   | MANUAL      | 2026-05-01T08:00:00Z
                    mailgun.json             | MANUAL      | 2026-05-01T08:00:00Z
                    sendgrid-bounces.csv     | HARD_BOUNCE | 2026-05-01T08:00:00Z
                    sendgrid-unsubs.csv      | MANUAL      | 2026-05-01T08:00:00Z
                    sendgrid.json            | HARD_BOUNCE | 2026-05-01T08:00:00Z
                    listmonk.csv             | MANUAL      |
                    ses-lines.json           | HARD_BOUNCE |
                    ses-list.json            | COMPLAINT   | 2026-05-01T08:00:00Z
                    postmark.csv             | COMPLAINT   | 2026-05-01T08:00:00Z
                    postmark.json            | HARD_BOUNCE | 2026-05-01T08:00:00Z
                    sirene.csv               | EXTERNAL_LIST |
                    directory.csv            | MANUAL      |
                    french-date.csv          | MANUAL      | 2026-05-01T00:00:00Z
                    future-date.csv          | MANUAL      | 2026-11-22T12:00:00Z
                    quoted.csv               | OPPOSITION  |
                    brackets.txt             | MANUAL      |
                    comment.txt              | MANUAL      |
                    final-dot.txt            | MANUAL      |
                    domain.txt               | MANUAL      |
                    digest.csv               | COMPLAINT   |
                    digest-named.txt         | MANUAL      |
                    """)
    void listsOfOtherToolsAreUnderstood(String name, Reason reason, @Nullable Instant since)
            throws IOException {
        ImportReport report = importList(resource(name), MANUAL);

        SuppressionEntry entry = open.list.find(ACME, address("Jo@x.fr")).orElseThrow();
        assertThat(report.rejected()).isZero();
        assertThat(report.added()).isEqualTo(1);
        assertThat(entry.reason()).isEqualTo(reason);
        assertThat(entry.since()).isEqualTo(since == null ? OpenList.NOW : since);
    }

    @Test
    void ofAListOfContactsOnlyThoseWhoSaidNoAreTaken() {
        ImportReport report =
                importList(
                        """
                        email;Ne pas démarcher;statutDiffusionUniteLegale;\
                        statutDiffusionEtablissement
                        no@x.fr;oui;O;O
                        dated@x.fr;2026-01-05;O;O
                        partial@x.fr;;P;O
                        place@x.fr;non;O;P
                        old@x.fr;;N;O
                        open@x.fr;non;O;O
                        blank@x.fr;;;
                        """,
                        MANUAL);

        assertThat(report.added()).isEqualTo(5);
        assertThat(report.passed()).isEqualTo(2);
        assertThat(open.isSuppressed("open@x.fr")).isFalse();
        assertThat(open.isSuppressed("blank@x.fr")).isFalse();
        assertThat(List.of("no@x.fr", "dated@x.fr", "partial@x.fr", "place@x.fr", "old@x.fr"))
                .allMatch(open::isSuppressed);
    }

    @Test
    void aListTellsChannelAndDateOfEachLine() throws IOException {
        importList("email;canal;date\njo@x.fr;phone;2026-03-04\nal@x.fr;;\n", POST);
        StringWriter exported = new StringWriter();
        open.list.export(ACME, exported);

        assertThat(exported.toString().lines().skip(1).map(ListImportTest::channelAndDate))
                .containsExactlyInAnyOrder(
                        "phone 2026-03-04T00:00:00Z", "post 2026-11-22T12:00:00Z");
    }

    private static String channelAndDate(String line) {
        String[] fields = line.split(",", -1);
        return fields[4] + " " + fields[5];
    }

    @Test
    void jsonThatBreaksOffKeepsWhatCameBefore() {
        ImportReport report = importList("[{\"email\":\"jo@x.fr\"},\n{\"email\":\"al@x.fr", MANUAL);

        assertThat(report.added()).isEqualTo(1);
        assertThat(report.rejects()).extracting(Reject::line).containsExactly(2L);
    }

    @Test
    void everyLineIsCountedOnceAndBadOnesAreNamed() {
        ImportReport report = importList("email\n\njo@x.fr\nJO@x.fr\nnobody\nal@x.fr\n@\n", MANUAL);

        assertThat(report.read()).isEqualTo(5);
        assertThat(report.added()).isEqualTo(2);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.already()).isZero();
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(report.rejects()).extracting(Reject::line).containsExactly(5L, 7L);
    }

    @Test
    void theSameListAgainChangesNothing() {
        String list = list(45_000);
        ImportReport first = importList(list, MANUAL);
        long events = open.events();

        ImportReport second = importList(list, MANUAL);

        assertThat(first.added()).isEqualTo(45_000);
        assertThat(second.added()).isZero();
        assertThat(second.already()).isEqualTo(45_000);
        assertThat(open.events()).isEqualTo(events).isEqualTo(45_000);
    }

    @Test
    void repeatedLinesFarApartAreDuplicatesNotEntriesFromBefore() {
        ImportReport report = importList(list(25_000) + list(25_000), MANUAL);

        assertThat(report.added()).isEqualTo(25_000);
        assertThat(report.duplicates()).isEqualTo(25_000);
        assertThat(open.events()).isEqualTo(25_000);
    }

    @Test
    void aDryRunCountsAndChangesNothing() {
        ImportReport report =
                importList(list(25_000) + list(10), new ImportOptions(Reason.MANUAL, true));

        assertThat(report.added()).isEqualTo(25_000);
        assertThat(report.duplicates()).isEqualTo(10);
        assertThat(open.events()).isZero();
        assertThat(open.isSuppressed("user1@x.fr")).isFalse();
    }

    @Test
    void hashedEntriesAreCountedAsWeak() {
        ImportReport report = importList("d41d8cd98f00b204e9800998ecf8427e\njo@x.fr\n", MANUAL);

        assertThat(report.added()).isEqualTo(2);
        assertThat(report.hashed()).isEqualTo(1);
    }

    @Test
    void latin1IsReadWhereALineIsNoUtf8() {
        byte[] list = "hélène@x.fr\n".getBytes(StandardCharsets.ISO_8859_1);

        ImportReport report = importList(list, MANUAL);

        assertThat(report.added()).isEqualTo(1);
        assertThat(open.isSuppressed("HÉLÈNE@x.fr")).isTrue();
    }

    @Test
    void aStrayQuoteCostsOneLineOnly() {
        StringBuilder list = new StringBuilder("\"jo@x.fr\n");
        for (int i = 0; i < 100; i++) {
            list.append("user").append(i).append("@x.fr\n");
        }

        ImportReport report = importList(list.toString(), MANUAL);

        assertThat(report.rejects()).extracting(Reject::line).containsExactly(1L);
        assertThat(report.added()).isEqualTo(100);
    }

    @Test
    void aMonstrousLineIsRejectedAndTheNextOneRead() {
        ImportReport report = importList("a".repeat(300_000) + "\njo@x.fr\n", MANUAL);

        assertThat(report.rejects()).extracting(Reject::line).containsExactly(1L);
        assertThat(open.isSuppressed("jo@x.fr")).isTrue();
    }

    @Test
    void progressRisesToTheEnd() {
        List<Long> lines = new ArrayList<>();
        byte[] list = list(45_000).getBytes(StandardCharsets.US_ASCII);
        List<Long> octets = new ArrayList<>();

        importList(
                list,
                MANUAL,
                (line, octet) -> {
                    lines.add(line);
                    octets.add(octet);
                });

        assertThat(lines).isSorted().endsWith(45_000L);
        assertThat(octets).endsWith((long) list.length);
    }

    @Test
    void anExportReadElsewhereWithTheSameKeysIsTheSameList() throws IOException {
        importList("jo@x.fr,BOUNCE\nal@x.fr,unsubscribe\n", MANUAL);
        importList("@dom.fr\n@.below.fr\nd41d8cd98f00b204e9800998ecf8427e\n", MANUAL);
        importList("jo@x.fr,spam\n", MANUAL);
        StringWriter exported = new StringWriter();
        long rows = open.list.export(ACME, exported);
        Path other = directory.resolve("other");
        copyKeys(other);

        try (var copy = OpenList.in(other)) {
            ImportReport report =
                    importList(
                            copy,
                            exported.toString().getBytes(StandardCharsets.US_ASCII),
                            MANUAL,
                            (_, _) -> {});

            assertThat(rows).isEqualTo(6);
            assertThat(report.added()).isEqualTo(6);
            assertThat(copy.folded()).isEqualTo(open.folded());
            StringWriter again = new StringWriter();
            copy.list.export(ACME, again);
            // Within one import the order is that of the keys.
            assertThat(again.toString().lines().sorted())
                    .containsExactlyElementsOf(exported.toString().lines().sorted().toList());
            assertThat(copy.isSuppressed("anybody@mail.below.fr")).isTrue();
        }
    }

    @Test
    void anExportUnderAnotherKeyOrControllerIsRejected() throws IOException {
        importList("jo@x.fr\n", MANUAL);
        StringWriter exported = new StringWriter();
        open.list.export(ACME, exported);

        ImportReport report =
                importList(
                        exported.toString().replaceAll("[0-9a-f]{16}\n", "0".repeat(16) + "\n"),
                        MANUAL);

        assertThat(report.rejected()).isEqualTo(1);
        assertThat(
                        open.list.importList(
                                OTHER,
                                new ByteArrayInputStream(
                                        exported.toString().getBytes(StandardCharsets.US_ASCII)),
                                MANUAL,
                                (_, _) -> {}))
                .returns(1L, ImportReport::rejected);
    }

    @Test
    void noExportedFieldCanBeAFormula() throws IOException {
        importList("=cmd@x.fr\n+jo@x.fr\n-al@x.fr\n", MANUAL);
        StringWriter exported = new StringWriter();

        assertThat(open.list.export(ACME, exported)).isEqualTo(3);
        assertThat(exported.toString().lines().flatMap(line -> List.of(line.split(",")).stream()))
                .noneMatch(field -> field.matches("[=+@-].*"));
    }

    @Test
    void liftedEntriesAreNotExported() throws IOException {
        importList("jo@x.fr\nal@x.fr\n", MANUAL);
        open.list
                .remove(ACME, OpenList.person("jo@x.fr"), Reason.MANUAL, "by mistake")
                .toCompletableFuture()
                .join();

        assertThat(open.list.export(ACME, new StringWriter())).isEqualTo(1);
    }

    private static String list(int lines) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            list.append("user").append(i).append("@x.fr\n");
        }
        return list.toString();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ListImportTest.class.getResourceAsStream("/lists/" + name)) {
            return Optional.ofNullable(in).orElseThrow().readAllBytes();
        }
    }

    private void copyKeys(Path other) throws IOException {
        Files.createDirectories(other.resolve("keys"));
        Path key = directory.resolve("data/keys/address");
        Path copy = Files.copy(key, other.resolve("keys/address"));
        Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(key));
        Files.writeString(copy, Files.readString(key).replaceFirst("record .*\n", ""));
    }

    private ImportReport importList(String list, ImportOptions options) {
        return importList(list.getBytes(StandardCharsets.UTF_8), options);
    }

    private ImportReport importList(byte[] list, ImportOptions options) {
        return importList(list, options, (_, _) -> {});
    }

    private ImportReport importList(byte[] list, ImportOptions options, ImportProgress progress) {
        return importList(open, list, options, progress);
    }

    private static ImportReport importList(
            OpenList into, byte[] list, ImportOptions options, ImportProgress progress) {
        try {
            return into.list.importList(ACME, new ByteArrayInputStream(list), options, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
