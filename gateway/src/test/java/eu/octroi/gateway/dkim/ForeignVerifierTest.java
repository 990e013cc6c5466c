// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.message.Corpus;
import eu.octroi.gateway.message.Fixture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * L-01: Apache jDKIM accepts our signature over every form of mail we send, and no longer once an
 * octet has changed. The interop run asks two more verifiers.
 */
final class ForeignVerifierTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final SigningFixture FIXTURE = SigningFixture.make();

    static List<Path> golden() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            return folders.map(f -> f.resolve("out.eml")).filter(Files::exists).sorted().toList();
        }
    }

    /** What is not refused of it. */
    static List<Path> corpus() {
        return Stream.concat(Corpus.mime().stream(), Corpus.mimeTools().stream())
                .filter(mail -> !Fixture.verdict(completed(mail)).contains(": "))
                .toList();
    }

    private static Octets completed(Path mail) {
        return Corpus.completed(Corpus.read(mail));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void everyGoldenMailIsVerified(Path mail) {
        assertVerified(new String(Corpus.read(mail), ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void everyMailOfTheCorporaThatLeavesIsVerified(Path mail) {
        byte[] sent = Fixture.rewritten(completed(mail), Fixture.FRENCH);

        assertVerified(new String(sent, ISO_8859_1));
    }

    private static void assertVerified(String sent) {
        String signature = FIXTURE.sign(sent);

        assertThat(FIXTURE.verifies(signature + sent)).isTrue();
        assertThat(FIXTURE.verifies(signature + changed(sent))).as("changed").isFalse();
        assertThat(FIXTURE.verifies(signature + sent.replaceFirst("\nSubject: *", "$0!")))
                .isFalse();
    }

    /** Another letter where the clauses say what they say. */
    private static String changed(String sent) {
        int body = sent.indexOf("\r\n\r\n");
        return sent.substring(0, body) + sent.substring(body).replaceFirst("[a-z]", "0");
    }
}
