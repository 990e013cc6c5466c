// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A proof is complete, or it is refused with everything it lacks. */
final class ProofFormTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @ParameterizedTest
    @CsvFileSource(resources = "/consent/incomplete-proofs.csv", delimiter = '|')
    void whatLacksSomethingIsRefusedWithAllItLacks(String fields, String said) {
        ProofForm.Read read = ProofForm.read(map(fields), Set.of("prospection"), NOW);

        assertThat(read)
                .isInstanceOfSatisfying(
                        ProofForm.Read.Incomplete.class,
                        incomplete ->
                                assertThat(incomplete.why())
                                        .isEqualTo(
                                                List.of(
                                                        said.split(
                                                                "; (?=[a-z-]+ (is|must))", -1))));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/consent/whole-proofs.csv", delimiter = '|')
    void whatIsWholeIsTakenAndCanBeTold(String fields) {
        ProofForm.Read read = ProofForm.read(map(fields), Set.of("prospection"), NOW);

        assertThat(read).isInstanceOf(ProofForm.Read.Complete.class);
        Proof proof = ((ProofForm.Read.Complete) read).proof();
        assertThat(ProofForm.read(ProofForm.fields(proof), Set.of("prospection"), NOW))
                .isEqualTo(new ProofForm.Read.Complete(proof));
    }

    @Test
    void controlCharactersAndVolumesAreNoWords() {
        assertThat(ProofForm.read(Map.of("purpose", "a\u0000b"), Set.of(), NOW).toString())
                .contains("purpose holds control characters");
        assertThat(ProofForm.read(Map.of("purpose", "p".repeat(2_001)), Set.of(), NOW).toString())
                .contains("purpose is longer than 2000 characters");
    }

    private static Map<String, String> map(String fields) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String field : fields.split(", ", -1)) {
            map.put(
                    field.substring(0, field.indexOf('=')),
                    field.substring(field.indexOf('=') + 1));
        }
        return map;
    }
}
