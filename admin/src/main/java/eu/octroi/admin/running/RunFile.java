// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.running;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What a running gateway says of itself in {@code run.json} of its data directory, once everything
 * listens. Only true while the directory's lock is held: a crash leaves the file behind. Immutable.
 *
 * <p>The addresses are those programs of this machine reach: a listener on every address is named
 * with loopback.
 *
 * @param smtp submission, {@code host:port}
 * @param smtps the same for implicit TLS; null, and not in the file, when it is off
 * @param web the public pages, {@code host:port}
 * @param admin console and API, {@code host:port}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunFile(
        long pid, String version, String smtp, @Nullable String smtps, String web, String admin) {
    private static final String NAME = "run.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** What stands in {@code data}; empty when there is no file, or none that can be read. */
    public static Optional<RunFile> read(Path data) {
        try {
            return Optional.of(
                    JSON.readValue(Files.readAllBytes(data.resolve(NAME)), RunFile.class));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new GatewayUnreachableException("cannot read " + data.resolve(NAME), e);
        }
    }

    /** Puts the whole file there at once: a reader sees all of it or none. */
    public void write(Path data) {
        Path whole = data.resolve(NAME);
        Path part = data.resolve(NAME + ".part");
        try {
            Files.writeString(part, JSON.writeValueAsString(this) + "\n");
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new GatewayUnreachableException("cannot write " + whole, e);
        }
    }

    public static void remove(Path data) {
        try {
            Files.deleteIfExists(data.resolve(NAME));
        } catch (IOException e) {
            throw new GatewayUnreachableException("cannot remove " + data.resolve(NAME), e);
        }
    }
}
