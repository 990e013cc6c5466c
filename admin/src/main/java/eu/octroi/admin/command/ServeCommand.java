// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.running.RunFile;
import eu.octroi.admin.serve.ServedGateway;
import eu.octroi.gateway.settings.SettingsResult.Valid;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code octroi serve}: the gateway in the foreground, until SIGTERM or Ctrl-C. */
@Command(
        name = "serve",
        description = {
            "Run the gateway in the foreground.",
            "SIGTERM or Ctrl-C drains and stops it; a second one ends it at once (exit code 3)."
        })
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @Override
    public Integer call() {
        Valid valid = configuration.readValid();
        LogLevel.tellEvents();
        PrintWriter out = spec.commandLine().getOut();
        valid.warnings().forEach(warning -> tell(out, "warning: " + warning));
        StopSignals signals = StopSignals.listen();
        ServedGateway gateway = ServedGateway.start(valid.settings(), line -> tell(out, line));
        tell(out, listening(gateway.run()));
        signals.await();
        tell(out, "stopping: finishing what is on the wire; a second signal ends it at once");
        return stop(gateway, out);
    }

    private static int stop(ServedGateway gateway, PrintWriter out) {
        try {
            gateway.close();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("event=stopped clean=false");
            tell(out, "stopped uncleanly: the next start recovers from the disk");
            return ExitCodes.UNCLEAN;
        }
        tell(out, "stopped");
        return ExitCodes.DONE;
    }

    private static String listening(RunFile run) {
        return "octroi %s listens: SMTP %s, public pages http://%s, status and API http://%s"
                .formatted(run.version(), run.smtp(), run.web(), run.admin());
    }

    private static void tell(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
