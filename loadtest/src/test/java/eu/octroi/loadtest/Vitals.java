// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process holds. Immutable.
 *
 * @param heap octets in use after a full collection
 * @param descriptors open files and sockets, without the segments of the spool: these are as many
 *     as its backlog needs
 * @param threads of the operating system
 */
record Vitals(long heap, long descriptors, long threads) {
    /** What a thread carries is inside the heap; the class area is a line of its own. */
    private static final Pattern USED = Pattern.compile("(?m)^ *(?!.*Metaspace).* used (\\d+)K");

    static Vitals of(long pid) throws IOException {
        jcmd(pid, "GC.run");
        Path process = Path.of("/proc", Long.toString(pid));
        return new Vitals(
                heap(jcmd(pid, "GC.heap_info")),
                count(process.resolve("fd"), Vitals::isNoSegment),
                count(process.resolve("task"), _ -> true));
    }

    private static long heap(String report) {
        Matcher used = USED.matcher(report);
        long kibibytes = 0;
        while (used.find()) {
            kibibytes += Long.parseLong(used.group(1));
        }
        if (kibibytes == 0) {
            throw new IllegalStateException("no heap in:\n" + report);
        }
        return kibibytes << 10;
    }

    private static long count(Path directory, Predicate<Path> counts) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(counts).count();
        }
    }

    private static boolean isNoSegment(Path descriptor) {
        try {
            return !Files.readSymbolicLink(descriptor).toString().contains(".segment");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static String jcmd(long pid, String command) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process =
                new ProcessBuilder(jcmd, Long.toString(pid), command)
                        .redirectErrorStream(true)
                        .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap=%.1fMiB descriptors=%d threads=%d",
                heap / 1048576.0,
                descriptors,
                threads);
    }
}
