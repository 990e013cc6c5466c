// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.store.KeyRing.Purpose;
import eu.octroi.gateway.store.KeyRing.VersionedKey;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** Each way of losing the keys, and with them the list, ends the start. */
final class KeyRingTest {
    private static final String OTHER_KEY =
            Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);

    @TempDir private Path directory;
    private Path file;
    private DataDirectory data;
    private RecordDatabase record;

    @BeforeEach
    void open() {
        file = directory.resolve("keys/address");
        data = DataDirectory.open(directory.resolve("data"));
        record = RecordDatabase.open(data, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        record.close();
        data.close();
    }

    @Test
    void aKeyIsMadeOnceAndReadByItsOwnerAlone() throws IOException {
        VersionedKey made = ring().current();

        assertThat(made.version()).isEqualTo(1);
        assertThat(made.key().getEncoded()).hasSize(32);
        assertThat(ring().current().fingerprint()).isEqualTo(made.fingerprint());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void addressAndTokenHaveKeysOfTheirOwn() {
        VersionedKey address = ring().current();

        VersionedKey token =
                KeyRing.open(Purpose.TOKEN, directory.resolve("keys/token"), record).current();

        assertThat(token.fingerprint()).isNotEqualTo(address.fingerprint());
    }

    @Test
    void aMissingKeyIsNeverReplaced() throws IOException {
        ring();
        Files.delete(file);

        assertThatOpening().hasMessageContaining("is missing").hasMessageContaining("restore");
        assertThat(file).doesNotExist();
    }

    @Test
    void aChangedKeyEndsTheStart() throws IOException {
        ring();
        Files.writeString(file, "1 " + OTHER_KEY + "\n");

        assertThatOpening()
                .hasMessageContaining("has fingerprint")
                .hasMessageContaining("restore the right key");
    }

    @Test
    void aVersionInUseIsNeverRetired() throws IOException {
        ring();
        Files.writeString(file, "2 " + OTHER_KEY + "\n");

        assertThatOpening().hasMessageContaining("version 1").hasMessageContaining("is missing");
    }

    @Test
    void aNewVersionJoinsAndBecomesTheCurrentOne() throws IOException {
        ring();
        Files.writeString(file, Files.readString(file) + "2 " + OTHER_KEY + "\n");

        assertThat(ring().keys()).extracting(VersionedKey::version).containsExactly(2, 1);
        assertThat(ring().current().version()).isEqualTo(2);
    }

    @Test
    void aKeyOthersCanReadIsRefused() throws IOException {
        ring();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatOpening().hasMessageContaining("chmod 600");
    }

    @Test
    void aUsedKeyBesideAnEmptyRecordIsAWrongDataDirectory() {
        ring();
        close();
        data = DataDirectory.open(directory.resolve("elsewhere"));
        record = RecordDatabase.open(data, new SimpleMeterRegistry());

        assertThatOpening().hasMessageContaining("give the right --data");
    }

    @Test
    void aLostRecordIsNotBegunAnew() throws IOException {
        ring();
        close();
        Files.delete(directory.resolve("data/record.db"));
        open();

        assertThatOpening().hasMessageContaining("restore record.db");
    }

    @Test
    void nonsenseIsNamedByLineAndNeverQuoted() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# key\n1 c2VjcmV0\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatOpening().hasMessageContaining(":2:").hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void noKeyIsEverPrinted() throws IOException {
        VersionedKey key = ring().current();
        String secret =
                Base64.getUrlEncoder().withoutPadding().encodeToString(key.key().getEncoded());

        assertThat(Files.readString(file)).contains(secret);
        assertThat(key.toString()).isEqualTo("1:" + key.fingerprint());
        assertThat(KeyFile.read(file).toString()).doesNotContain(secret);
    }

    private KeyRing ring() {
        return KeyRing.open(Purpose.ADDRESS, file, record);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertThatOpening() {
        return assertThatThrownBy(this::ring).isInstanceOf(StoreException.class);
    }
}
