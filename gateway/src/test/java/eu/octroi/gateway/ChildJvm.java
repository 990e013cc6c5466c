// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a class of the tests in a process of its own, with this JVM's flags and class path. */
public final class ChildJvm {
    private ChildJvm() {}

    /** Runs {@code main} with {@code before} first on its class path; errors go to our own. */
    public static Process start(List<Path> before, Class<?> main, String... arguments)
            throws IOException {
        return start("256m", before, main, arguments);
    }

    /** The same with so much heap. */
    public static Process start(String heap, List<Path> before, Class<?> main, String... arguments)
            throws IOException {
        List<String> classPath = new ArrayList<>(before.stream().map(Path::toString).toList());
        classPath.add(System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-Dchronicle"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx" + heap, "-cp", String.join(File.pathSeparator, classPath)));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
