// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Runs the conversations of {@code src/test/resources/dialogs} over real sockets. {@code C:} is
 * sent with CRLF, {@code R:} as it stands with {@code \r \n \0} written out, {@code S:} is what the
 * next reply begins with, {@code +:} and {@code -:} what it holds and does not hold, {@code TLS}
 * shakes hands, {@code CLOSED} expects the end; the first line says who the client is.
 */
final class DialogTest {
    private static final Map<String, ServerRig> RIGS = new HashMap<>();

    @BeforeAll
    static void startServers(@TempDir Path directory) throws Exception {
        RIGS.put("strict", ServerRig.strict(TestCertificate.in(directory, "gate.example")));
        for (String credential : List.of("outil", "drop", "later", "factures")) {
            RIGS.put("as " + credential, ServerRig.trusting(credential, ServerRig.LIMITS));
        }
    }

    @AfterAll
    static void stopServers() {
        RIGS.values().forEach(ServerRig::close);
        RIGS.clear();
    }

    static List<String> dialogs() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(DialogTest.class.getResource("/dialogs"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("dialogs")
    void theConversationGoesAsWritten(String dialog) throws IOException, URISyntaxException {
        URL file = Objects.requireNonNull(DialogTest.class.getResource("/dialogs/" + dialog));
        List<String> lines =
                Files.readAllLines(Path.of(file.toURI()), StandardCharsets.ISO_8859_1).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList();
        ServerRig rig = Objects.requireNonNull(RIGS.get(lines.getFirst()));

        try (SmtpClient client = rig.connect()) {
            String reply = "";
            for (String line : lines.subList(1, lines.size())) {
                reply = step(client, line, reply);
            }
        }
    }

    private static String step(SmtpClient client, String line, String reply) {
        String word = line.substring(0, line.contains(":") ? line.indexOf(':') : line.length());
        String rest = line.substring(Math.min(line.length(), word.length() + 2));
        switch (word) {
            case "C" -> client.say(rest);
            case "R" -> client.send(unescape(rest));
            case "S" -> {
                String next = client.reply();
                assertThat(next).as(line).startsWith(rest);
                return next;
            }
            case "+" -> assertThat(reply).as(line).contains(rest);
            case "-" -> assertThat(reply).as(line).doesNotContain(rest);
            case "TLS" -> client.secure();
            case "CLOSED" -> assertThat(client.isClosed()).isTrue();
            default -> throw new IllegalArgumentException(line);
        }
        return reply;
    }

    private static String unescape(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }
}
