// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

final class ChronicleSuppressionIndexTest implements SuppressionIndexContract {
    @TempDir private Path directory;
    private SuppressionIndex index;

    @BeforeEach
    void open() throws IOException {
        index = ChronicleSuppressionIndex.open(directory.resolve("index-1.map"), 1_000);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Override
    public SuppressionIndex index() {
        return index;
    }

    @Test
    void whatWasPutIsThereAfterReopening() throws IOException {
        index.put(JO, Marks.none(ACME, Kind.PERSON).with(Reason.OPPOSITION, MAY));

        index.close();
        open();

        assertThat(index.get(JO)).isPresent();
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void itHoldsFarMoreThanItWasMadeForWhileItsSuccessorIsBuilt() {
        for (int i = 0; i < 4_000; i++) {
            index.put(
                    new PersonKey(i * 0x9e3779b97f4a7c15L, i),
                    Marks.none(ACME, Kind.PERSON).with(Reason.OPPOSITION, MAY));
        }

        assertThat(index.size()).isEqualTo(4_000);
        assertThat(index.capacity()).isEqualTo(1_000);
    }
}
