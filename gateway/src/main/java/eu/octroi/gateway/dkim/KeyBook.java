// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.SecretFile;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The file that remembers the stage of every key, and which selector the configuration named when
 * that stage was chosen. Properties: {@code domain/selector = algorithm stage since}, and {@code
 * domain//algorithm = selector} for the configuration.
 *
 * <p>Written whole, forced and renamed into place: a crash leaves the old one or the new one.
 * Guarded by its owner.
 */
final class KeyBook {
    private static final String COMMENT = "Written by octroi key. Do not edit while octroi runs.";

    private final Path file;

    KeyBook(Path directory) {
        this.file = directory.resolve("stages.properties");
    }

    /**
     * What the file says.
     *
     * @param entries without their keys, which are in files of their own
     * @param configured selector by {@code domain//algorithm}
     */
    record Page(List<KeyEntry> entries, Properties configured) {}

    Page read() {
        Properties lines = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                lines.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw new DkimException("the stages of the DKIM keys cannot be read: " + file, e);
            }
        }
        List<KeyEntry> entries = new ArrayList<>();
        Properties configured = new Properties();
        for (String name : lines.stringPropertyNames()) {
            if (name.contains("//")) {
                configured.setProperty(name, lines.getProperty(name));
            } else {
                entries.add(entry(name, lines.getProperty(name)));
            }
        }
        return new Page(entries, configured);
    }

    void write(Page page) {
        Properties lines = new Properties();
        lines.putAll(page.configured());
        for (KeyEntry entry : page.entries()) {
            lines.setProperty(
                    entry.domain() + "/" + entry.selector(),
                    "%s %s %s"
                            .formatted(
                                    entry.algorithm().word(), entry.stage().word(), entry.since()));
        }
        try {
            StringWriter text = new StringWriter();
            lines.store(text, COMMENT);
            SecretFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DkimException("the stages of the DKIM keys cannot be written: " + file, e);
        }
    }

    static String configuredName(String domain, KeyAlgorithm algorithm) {
        return domain + "//" + algorithm.word();
    }

    private KeyEntry entry(String name, String value) {
        int slash = name.indexOf('/');
        String[] words = value.split(" ", -1);
        Optional<KeyAlgorithm> algorithm = KeyAlgorithm.ofWord(words[0]);
        Optional<KeyStage> stage = words.length == 3 ? KeyStage.ofWord(words[1]) : Optional.empty();
        if (slash < 0 || algorithm.isEmpty() || stage.isEmpty()) {
            throw damaged(name);
        }
        return new KeyEntry(
                name.substring(0, slash),
                name.substring(slash + 1),
                algorithm.get(),
                stage.get(),
                instant(name, words[2]),
                Optional.empty());
    }

    private Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw damaged(name);
        }
    }

    private DkimException damaged(String name) {
        return new DkimException(
                "the stage of the DKIM key "
                        + name
                        + " cannot be understood: mend or restore "
                        + file);
    }
}
