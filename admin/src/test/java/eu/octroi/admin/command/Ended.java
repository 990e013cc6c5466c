// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** How a run of the command in this process ended, with everything it printed. */
record Ended(int code, String out, String err) {
    /** The configuration as it is shipped; surefire runs in the module's directory. */
    static final Path SHIPPED = Path.of("..", "config", "octroi.yaml");

    static Ended octroi(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                CommandLines.create()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        int code = line.execute(words);
        return new Ended(code, out.toString(), err.toString());
    }
}
