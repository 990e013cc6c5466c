// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is. Immutable.
 *
 * @param version the project's version, or {@code dev} when the sources were compiled outside Maven
 * @param commit the source revision given to the build, or {@code unknown}
 */
public record Build(String version, String commit) {
    private static final String RESOURCE = "build.properties";

    /** What Maven wrote into this build. */
    public static Build current() {
        Properties facts = new Properties();
        try (InputStream in = Build.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in this build");
            }
            facts.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Build(fact(facts, "version", "dev"), fact(facts, "commit", "unknown"));
    }

    /** A placeholder nobody filled starts with a dollar sign. */
    private static String fact(Properties facts, String key, String otherwise) {
        String value = facts.getProperty(key, otherwise);
        return value.startsWith("$") ? otherwise : value;
    }
}
