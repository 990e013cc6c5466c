// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where the project's parts are, for tests that start them as processes. */
final class Project {
    private Project() {}

    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("gateway"))) {
            directory = Objects.requireNonNull(directory.getParent(), "no project around");
        }
        return directory;
    }

    /** The octroi command with the flags the launcher passes. */
    static List<String> octroi(List<String> arguments) {
        if (!Files.isDirectory(root().resolve("admin/target/lib"))) {
            throw new IllegalStateException("admin is not packaged; run: mvn package -DskipTests");
        }
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("@" + root().resolve(".build/jvm.flags"));
        command.add("-Xmx768m");
        command.add("-cp");
        command.add(classpath("admin/target/classes"));
        command.add("eu.octroi.admin.Octroi");
        command.addAll(arguments);
        return command;
    }

    /** A main class of this module. */
    static List<String> tool(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("-Xmx256m");
        command.add("-cp");
        command.add(classpath("loadtest/target/classes"));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classpath(String classes) {
        return root().resolve(classes) + ":" + root().resolve("admin/target/lib") + "/*";
    }
}
