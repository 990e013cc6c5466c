// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import eu.octroi.admin.running.RunFile;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/** What the demo prints. Confined to one thread. */
final class Stage {
    private static final String INDENT = "        ";

    private final PrintWriter out;
    private final boolean hasMarks;

    Stage(PrintWriter out) {
        this.out = out;
        this.hasMarks =
                Charset.forName(System.getProperty("stdout.encoding", "US-ASCII"))
                        .newEncoder()
                        .canEncode('✓');
    }

    void open(RunFile run) {
        out.println("A sample tool, the gateway (SMTP " + run.smtp() + ") and a mailbox.");
        out.println("Nothing leaves this machine.");
        out.println();
        out.flush();
    }

    void show(int number, Finding finding) {
        out.printf("  %s %d  %s%n", mark(finding.asExpected()), number, finding.what());
        finding.details().forEach(line -> out.println(INDENT + line));
        out.flush();
    }

    void close(boolean all) {
        out.println();
        out.println(all ? "All six ended as they should." : "Not all ended as they should.");
        out.flush();
    }

    void showWhereToLook(RunFile run, Optional<String> unsubscribePage, Path data) {
        out.println();
        out.println("Where to look:");
        out.println("  status            http://" + run.admin() + "/");
        unsubscribePage.ifPresent(link -> out.println("  unsubscribe page  " + link));
        out.println("  privacy notice    http://" + run.web() + "/notice/exemple");
        out.println("  data directory    " + data);
        out.println("  your own mail     any SMTP client to " + run.smtp() + ", no password,");
        out.println("                    From: somebody@exemple.fr");
        out.println();
        out.println("Ctrl-C stops it.");
        out.flush();
    }

    private String mark(boolean asExpected) {
        if (hasMarks) {
            return asExpected ? "✓" : "✗";
        }
        return asExpected ? "ok" : "NO";
    }
}
