// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.running.GatewayUnreachableException;
import eu.octroi.admin.running.RunFile;
import eu.octroi.admin.running.RunningGateway;
import eu.octroi.admin.top.Interval;
import eu.octroi.admin.top.MetricsPage;
import eu.octroi.admin.top.TopView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code octroi top}. */
@Command(
        name = "top",
        description = {
            "Show what a running gateway does: rates, queue by destination, refusals by reason,",
            "times. Redrawn on a terminal until Ctrl-C; elsewhere one view."
        })
final class TopCommand implements Runnable {
    /** Home, and clear what stands below. */
    private static final String REDRAW = "\033[H\033[J";

    private static final String FIRST = "\033[2J";
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "Time between two looks (default: ${DEFAULT-VALUE}).")
    private double seconds = 1;

    @Option(
            names = "--views",
            paramLabel = "N",
            description = "End after so many views (default: one, on a terminal no end).")
    private int views;

    @Override
    public void run() {
        boolean terminal = Terminals.console().isPresent();
        int last = views > 0 ? views : terminal ? Integer.MAX_VALUE : 1;
        Path data = configuration.settings().data();
        RunningGateway gateway = running(data);
        PrintWriter out = spec.commandLine().getOut();
        MetricsPage before = MetricsPage.of(gateway.metrics());
        long looked = System.nanoTime();
        for (int view = 1; view <= last && waited(); view++) {
            MetricsPage now = MetricsPage.of(gateway.metrics());
            long looking = System.nanoTime();
            double passed = (looking - looked) / 1e9;
            if (terminal) {
                out.print(view == 1 ? FIRST + REDRAW : REDRAW);
            }
            out.print(TopView.of(title(gateway), new Interval(before, now, passed)));
            out.flush();
            before = now;
            looked = looking;
        }
    }

    private static String title(RunningGateway gateway) {
        LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        return "octroi at " + gateway.address() + "   " + now.format(DateTimeFormatter.ISO_TIME);
    }

    private static RunningGateway running(Path data) {
        if (RunFile.read(data).isEmpty()) {
            throw new GatewayUnreachableException(
                    "no gateway runs on " + data + ": start one by \"octroi serve\"");
        }
        return RunningGateway.in(data);
    }

    /** False when the wait was ended from outside. */
    private boolean waited() {
        long millis =
                Math.clamp(Math.round(seconds * 1_000), SHORTEST.toMillis(), LONGEST.toMillis());
        try {
            return !new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
