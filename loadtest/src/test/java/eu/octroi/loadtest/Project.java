// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;

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
        return octroi(List.of(), arguments);
    }

    /** The same with further options of the JVM. */
    static List<String> octroi(List<String> jvm, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("@" + root().resolve(".build/jvm.flags"));
        command.add("-Xmx768m");
        command.addAll(jvm);
        command.add("-cp");
        command.add(classpath(adminJar()));
        command.add("eu.octroi.admin.Octroi");
        command.addAll(arguments);
        return command;
    }

    /** The jar, as the launcher runs it: no archive of classes can be made of a folder. */
    private static String adminJar() {
        try (Stream<Path> files = Files.list(root().resolve("admin/target"))) {
            return files.map(file -> "admin/target/" + file.getFileName())
                    .filter(file -> file.matches(".*/octroi-admin-[0-9.]+(-SNAPSHOT)?[.]jar"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException | NoSuchElementException none) {
            throw new IllegalStateException(
                    "admin is not packaged; run: mvn package -DskipTests", none);
        }
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
