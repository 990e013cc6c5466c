// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.AddressClass;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.settings.AddressLists;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The classifier held against a table of addresses with the class a jurist would give each. An
 * address of a class that decides whether consent is needed is wrong in at most one of a hundred
 * (D-01); what is wrong is shown.
 */
final class AddressTableTest {
    private static final int LINES_MIN = 2_000;
    private static final double WRONG_MAX = 0.01;
    private static final Set<AddressClass> DECIDING =
            EnumSet.of(
                    AddressClass.GENERIC_COMPANY, AddressClass.PERSONAL, AddressClass.DISPOSABLE);

    /** One line of the table. */
    private record Labelled(String address, AddressClass label, String why) {}

    @Test
    void addressesAreTakenForWhatTheyAre() throws IOException {
        AddressClassifier classifier = new AddressClassifier(AddressLists.shipped());
        List<Labelled> table = table();
        List<String> wrong = new ArrayList<>();
        List<String> wrongAndDeciding = new ArrayList<>();
        long deciding = 0;

        for (Labelled line : table) {
            AddressClass found =
                    EmailAddress.parse(line.address())
                            .map(classifier::classOf)
                            .orElse(AddressClass.INVALID);
            boolean decides = DECIDING.contains(line.label()) || DECIDING.contains(found);
            deciding += decides ? 1 : 0;
            if (found != line.label()) {
                (decides ? wrongAndDeciding : wrong)
                        .add(line.address() + ": " + found + ", not " + line.label());
            }
        }

        System.out.printf(
                "addresses: %d, of classes 2 to 4: %d, wrong there: %d, wrong elsewhere: %d %s%n",
                table.size(), deciding, wrongAndDeciding.size(), wrong.size(), wrongAndDeciding);
        assertThat(table).hasSizeGreaterThanOrEqualTo(LINES_MIN);
        assertThat((double) wrongAndDeciding.size() / deciding)
                .as("%s", wrongAndDeciding)
                .isLessThan(WRONG_MAX);
        assertThat((double) wrong.size() / table.size()).as("%s", wrong).isLessThan(WRONG_MAX);
    }

    private static List<Labelled> table() throws IOException {
        CSVFormat format = CSVFormat.Builder.create().setCommentMarker('#').get();
        List<Labelled> table = new ArrayList<>();
        try (Reader in =
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        AddressTableTest.class.getResourceAsStream(
                                                "/consent/addresses.csv")),
                                StandardCharsets.UTF_8);
                CSVParser rows = CSVParser.parse(in, format)) {
            for (CSVRecord row : rows) {
                AddressClass label = AddressClass.ofWord(row.get(1)).orElseThrow();
                table.add(new Labelled(row.get(0), label, row.get(2)));
            }
        }
        return table;
    }
}
