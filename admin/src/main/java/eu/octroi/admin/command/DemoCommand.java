// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.demo.Demo;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code octroi demo}: six mails through a real gateway on this machine, nothing leaves it. */
@Command(
        name = "demo",
        description = {
            "Send six mails through a real gateway on this machine.",
            "A sample tool is in front of it, a mailbox behind; each decision is shown, and the"
                    + " gateway stays up. Nothing leaves this machine."
        })
final class DemoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--once",
            description = "Stop after the mails; exit 0 if all ended as expected.")
    private boolean once;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory (default: a temporary one, removed at the end).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override one key of the demo's configuration; may be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Override
    public Integer call() {
        StopSignals signals = StopSignals.listen();
        try (Demo demo = Demo.open(data, overrides, spec.commandLine().getOut())) {
            boolean asExpected = demo.play();
            if (!once) {
                demo.showWhereToLook();
                signals.await();
            }
            return asExpected ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }
}
