// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.admin.serve.ServedGateway;
import eu.octroi.gateway.server.PasswordVerifiers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;

/** SMTP users, through a gateway that runs and on a directory at rest. */
final class CredentialCommandsTest {
    @TempDir private Path directory;

    @ParameterizedTest(name = "owned by a gateway: {0}")
    @ValueSource(booleans = {false, true})
    void aUserIsAddedListedAndRevoked(boolean owned) throws Exception {
        try (Closeable owner = owner(owned)) {
            assertThat(owner).isNotNull();

            Ended added =
                    credential(
                            "add", "lemlist", "--stream", "prospection", "--answer",
                            "drop-and-report", "--allow-from", "10.1.0.0/16", "--expires",
                            "2100-01-31");
            Ended again = credential("add", "lemlist", "--stream", "prospection");
            Ended list = credential("list");
            Ended json = credential("list", "--json");
            Ended revoked = credential("revoke", "lemlist");
            Ended twice = credential("revoke", "lemlist");

            assertThat(added.out())
                    .matches("lemlist added; its password is printed this once:\n\\w{24}\n");
            assertThat(again.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(again.err()).contains("there is a credential lemlist");
            assertThat(list.out())
                    .containsPattern(
                            "(?m)^lemlist +prospection +live +record +never +drop-and-report"
                                    + " +until 2100-01-31 from 10.1.0.0/16$")
                    .containsPattern(
                            "(?m)^outil +prospection +trusted-only +configuration +never +refuse$");
            assertThat(json.out()).startsWith("[{\"name\":\"lemlist\",\"in\":\"record\"");
            assertThat(revoked.out()).isEqualTo("lemlist revoked\n");
            assertThat(twice.out()).isEqualTo("lemlist was revoked before\n");
            assertThat(credential("list").out()).containsPattern("(?m)^lemlist .* revoked ");
            String password = added.out().lines().skip(1).findFirst().orElseThrow();
            assertThat(PasswordVerifiers.verify(password, hash("lemlist"))).isTrue();
        }
    }

    @Test
    void aPasswordComesFromStandardInputAndIsPrintedNowhere() throws Exception {
        try (Closeable owner = owner(true)) {
            assertThat(owner).isNotNull();

            Ended added = fed("correct horse battery\n", "add", "odoo", "--stream", "prospection");
            Ended tooShort = fed("short\n", "add", "other", "--stream", "prospection");

            assertThat(added.out()).isEqualTo("odoo added\n");
            assertThat(PasswordVerifiers.verify("correct horse battery", hash("odoo"))).isTrue();
            assertThat(tooShort.err()).contains("under 12 characters");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add x --stream nowhere",
                "add o/o --stream prospection",
                "add x --stream prospection --answer perhaps",
                "add x --stream prospection --allow-from 10.1.0.1/16",
                "add x --stream prospection --expires soon",
                "add outil --stream prospection",
                "revoke nobody",
                "revoke outil"
            })
    void whatCannotBeIsSaid(String words) throws Exception {
        try (Closeable owner = owner(false)) {
            assertThat(owner).isNotNull();

            Ended ended = credential(words.split(" "));

            assertThat(ended.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(ended.err()).startsWith("octroi: ").doesNotContain("unexpected");
            assertThat(ended.out()).isEmpty();
        }
    }

    @Test
    void aDirectoryThatNoGatewayEverHadGetsNoRecord() {
        Ended ended = credential("add", "x", "--stream", "prospection");

        assertThat(ended.err()).contains("no gateway has ever run on ");
        assertThat(data()).doesNotExist();
    }

    @Test
    void aNameInBothPlacesIsAProblemOfTheConfiguration() throws Exception {
        owner(false).close();
        credential("add", "lemlist", "--stream", "prospection");

        Ended clash =
                Ended.octroi(
                        "validate", "--config", Ended.SHIPPED.toString(), "--data",
                        data().toString(), "--set", "credentials.lemlist.stream=prospection");

        assertThat(clash.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(clash.out()).contains("credentials.lemlist: is in the record too");
    }

    private Path data() {
        return directory.resolve("data");
    }

    /** A gateway that runs, or has run; either way there is a record. */
    private Closeable owner(boolean owned) {
        ServedGateway gateway = ServedGateway.start(AnyPort.settings(data(), Map.of()), _ -> {});
        if (owned) {
            return gateway;
        }
        gateway.close();
        return () -> {};
    }

    private String hash(String name) throws Exception {
        try (Connection record =
                        DriverManager.getConnection("jdbc:sqlite:" + data().resolve("record.db"));
                Statement select = record.createStatement();
                ResultSet row =
                        select.executeQuery(
                                "SELECT password_hash FROM credential WHERE name = '"
                                        + name
                                        + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    private Ended fed(String input, String... words) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return credential(
                    Stream.concat(Stream.of(words), Stream.of("--password"))
                            .toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }

    private Ended credential(String... words) {
        return Ended.octroi(
                Stream.of(
                                Stream.of("credential"),
                                Stream.of(words),
                                Stream.of(
                                        "--config", Ended.SHIPPED.toString(), "--data",
                                        data().toString()))
                        .flatMap(stream -> stream)
                        .toArray(String[]::new));
    }
}
