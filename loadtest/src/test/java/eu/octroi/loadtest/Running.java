// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of ours with its output in a file. Thread-safe. */
final class Running implements AutoCloseable {
    private final Process process;
    private final Path output;

    private Running(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Running start(List<String> command, Path output) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start();
        return new Running(process, output);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits that long at most; whether it has ended. */
    boolean endsWithin(Duration wait) throws InterruptedException {
        return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Its exit code; an error with its output when it does not end in time. */
    int exitCode(Duration atMost) throws IOException, InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + atMost + ":\n" + output());
        }
        return process.exitValue();
    }

    /** What {@code kill} does: SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** What {@code kill -9} does: nothing of it runs any more when this returns. */
    void killNine() {
        process.destroyForcibly().onExit().join();
    }

    /** What it printed, and where its threads stand now: SIGQUIT makes a JVM print them. */
    String threads() throws IOException {
        Process quit = new ProcessBuilder("kill", "-QUIT", Long.toString(pid())).start();
        quit.onExit().join();
        await().until(() -> Files.readString(output).contains("Full thread dump"));
        String text = Files.readString(output);
        return text.substring(Math.max(0, text.indexOf("Full thread dump") - 4000));
    }

    /** The end of what it printed. */
    String output() throws IOException {
        String text = Files.readString(output);
        return text.substring(Math.max(0, text.length() - 4000));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        killNine();
    }
}
