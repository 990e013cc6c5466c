// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.message.FieldTable.Fate;
import eu.octroi.gateway.message.FieldTable.Mail;
import eu.octroi.gateway.message.FieldTable.Row;
import eu.octroi.gateway.settings.Editing;
import eu.octroi.gateway.settings.Editing.ToolDkim;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** H-26 to H-30, I-44 to I-48: what becomes of each field, asked of what leaves. */
final class FieldTableTest {
    private static final String OURS = "passerelle.exemple.fr";

    /** Values that would not stand as any would; the mark says whose it is. */
    private static final Map<String, String> VALUES =
            Map.ofEntries(
                    Map.entry("from", "Outil <outil@exemple.fr>"),
                    Map.entry("sender", "outil@exemple.fr"),
                    Map.entry("to", "outil@exemple.fr"),
                    Map.entry("message-id", "<outil@exemple.fr>"),
                    Map.entry("mime-version", "1.0 (outil)"),
                    Map.entry("content-x", "outil"),
                    Map.entry("x-octroi-x", "outil"),
                    Map.entry("authentication-results", OURS + "; spf=pass (outil)"));

    private static final AddedFields EVERYTHING =
            new AddedFields(
                    "Exemple",
                    "-:prospection:prospecting:exemple",
                    EmailAddress.parse("plaintes@exemple.fr"),
                    true,
                    false);

    static Stream<Arguments> rows() {
        return FieldTable.ROWS.stream()
                .flatMap(
                        row ->
                                Arrays.stream(row.names().split(", ", -1))
                                        .flatMap(
                                                name ->
                                                        Arrays.stream(Mail.values())
                                                                .map(
                                                                        m ->
                                                                                arguments(
                                                                                        name, m,
                                                                                        row))));
    }

    private static Arguments arguments(String name, Mail mail, Row row) {
        return Arguments.of(name.replace("*", "X"), mail, row.fate(mail));
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @MethodSource("rows")
    void eachFieldMeetsItsFate(String name, Mail mail, Fate fate) {
        String value = VALUES.getOrDefault(name.toLowerCase(Locale.ROOT), "outil");

        List<String> plain = fields(name, output(name, value, mail, Fixture.ADDED));
        List<String> full = fields(name, output(name, value, mail, EVERYTHING));

        String theirs = name + ": " + value;
        switch (fate) {
            case KEPT, ADDED, MENDED, EDITED -> {
                assertThat(plain).containsExactly(theirs);
                assertThat(full).containsExactly(theirs);
            }
            case JOINED -> assertThat(plain).endsWith(theirs);
            case JOINED_OR_REPLACED -> {
                assertThat(plain).endsWith(theirs);
                assertThat(fields(name, output(name, value, mail, Fixture.ADDED, ToolDkim.REMOVE)))
                        .isEmpty();
            }
            case REMOVED, REMOVED_IF_OURS -> assertThat(full).isEmpty();
            case REPLACED -> assertThat(plain).hasSize(1).doesNotContain(theirs).isEqualTo(full);
            case REPLACED_OR_REMOVED -> {
                assertThat(plain).isEmpty();
                assertThat(full).hasSize(1).doesNotContain(theirs);
            }
            case REPLACED_OR_KEPT -> {
                assertThat(plain).containsExactly(theirs);
                assertThat(full).hasSize(1).doesNotContain(theirs);
            }
        }
    }

    @Test
    void theTableInTheStandardsIsThisOne() throws IOException {
        String standards = Files.readString(root().resolve("docs/standards.md"));

        assertThat(standards).contains(FieldTable.markdown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"autre.exemple.net; spf=pass", "xpasserelle.net; dkim=fail"})
    void anAuthenticationResultOfAnotherIsKept(String value) {
        String output = output("Authentication-Results", value, Mail.LIST, EVERYTHING);

        assertThat(fields("Authentication-Results", output)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # value                              | kept
                    <a.b-c@tool.example>                 | true
                    <"quoted"@tool.example>              | true
                    <a@[192.0.2.1]>                      | true
                    <1.2.3@TOOL>                         | true
                    no-brackets@tool.example             | false
                    <no-at>                              | false
                    <two words@tool.example>             | false
                    <a@tool.example> <b@tool.example>    | false
                    <a@b@tool.example>                   | false
                    <@tool.example>                      | false
                    <a@>                                 | false
                    ''                                   | false
                    """)
    void aMessageIdIsKeptWhereItCanBeReadAsOne(String value, boolean kept) {
        String output = output("Message-ID", value, Mail.LIST, Fixture.ADDED);

        List<String> ids = fields("Message-ID", output);
        assertThat(ids).hasSize(1);
        assertThat(ids.getFirst().equals("Message-ID: " + value)).isEqualTo(kept);
        assertThat(ids.getFirst().endsWith("@exemple.fr>")).isNotEqualTo(kept);
    }

    @Test
    void nothingElseOfTheHeaderChanges() {
        String head = "fROM:  a@exemple.fr\nSubject: x\n  y\nX-Odd:\tz \nTo: b@exemple.fr\n";

        String output = rewritten(head + "\nx\n", Mail.LIST, Fixture.ADDED, ToolDkim.KEEP);

        assertThat(output).contains(head.replace("\n", "\r\n"));
        assertThat(fields("Date", output)).hasSize(1);
        assertThat(fields("Message-ID", output)).hasSize(1);
    }

    @Test
    void whatWeAddStandsAboveTheToolsFields() {
        String output =
                rewritten(
                        "From: a@exemple.fr\nSubject: x\n\nx\n",
                        Mail.LIST,
                        EVERYTHING,
                        ToolDkim.KEEP);

        String ours = output.substring(0, output.indexOf("From: a@"));
        for (String name :
                List.of(
                        "List-Unsubscribe",
                        "List-Unsubscribe-Post",
                        "List-Id",
                        "List-Help",
                        "Feedback-ID",
                        "CFBL-Address",
                        "CFBL-Feedback-ID",
                        "Precedence",
                        "X-Octroi-Ref")) {
            assertThat(fields(name, ours)).as(name).hasSize(1);
        }
        assertThat(ours.lines().filter(line -> !line.contains("/u/")))
                .allMatch(line -> line.length() <= 78);
    }

    private static String output(String name, String value, Mail mail, AddedFields added) {
        return output(name, value, mail, added, ToolDkim.KEEP);
    }

    private static String output(
            String name, String value, Mail mail, AddedFields added, ToolDkim toolDkim) {
        String from = name.equals("From") ? "" : "From: a@exemple.fr\n";
        String subject = name.equals("Subject") ? "" : "Subject: x\n";
        return rewritten(from + subject + name + ": " + value + "\n\nx\n", mail, added, toolDkim);
    }

    private static String rewritten(String text, Mail mail, AddedFields added, ToolDkim toolDkim) {
        Octets message = Fixture.message(text);
        AddedFields fields =
                new AddedFields(
                        added.listName(),
                        added.feedbackId(),
                        added.complaints(),
                        added.bulk(),
                        mail == Mail.ONE_TO_ONE);
        TopFields top =
                new TopFields(
                        Fixture.TOP.received(),
                        Fixture.TOP.messageId(),
                        Fixture.TOP.date(),
                        fields);
        MimeRewriter rewriter = new MimeRewriter(OURS);
        ScannedMessage scanned = Fixture.scanned(message);
        PlanResult result =
                mail == Mail.PLAIN
                        ? rewriter.planWithoutClauses(scanned, top, MimeRewriter.Form.SEVEN_BIT)
                        : rewriter.plan(scanned, Fixture.FRENCH, top, editing(toolDkim));
        RewritePlan plan = ((PlanResult.Planned) result).plan();
        return new String(Fixture.edited(message, plan).toByteArray(), StandardCharsets.US_ASCII);
    }

    private static Editing editing(ToolDkim toolDkim) {
        Editing or = Editing.DEFAULT;
        return new Editing(
                or.signed(),
                or.encrypted(),
                or.invitation(),
                or.amp(),
                or.pixels(),
                toolDkim,
                or.footer());
    }

    /** The fields of that name, unfolded. */
    private static List<String> fields(String name, String message) {
        int end = message.indexOf("\r\n\r\n");
        String header = end < 0 ? message : message.substring(0, end);
        return header.replace("\r\n ", " ")
                .lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .toList();
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("docs/standards.md"))) {
            at = Optional.ofNullable(at.getParent()).orElseThrow();
        }
        return at;
    }
}
