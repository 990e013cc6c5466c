// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;

/** Tells a person why a command failed, in sentences and without a stack trace. Immutable. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String OURS = "eu.octroi.";

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine line, CommandLine.ParseResult words) {
        LOG.atDebug().setCause(failure).log("command_failed=true");
        line.getErr().println("octroi: " + sentence(failure));
        line.getErr().flush();
        return ExitCodes.FAILED;
    }

    /** Our own exceptions speak to people; anything else is a bug and says how to report it. */
    private static String sentence(Exception failure) {
        boolean ours = failure.getClass().getName().startsWith(OURS);
        String message = failure.getMessage();
        if (ours && message != null) {
            return message;
        }
        return "unexpected failure: "
                + failure
                + "\n        Run it again with OCTROI_LOG=debug for the details.";
    }
}
