// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.Outcome;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/**
 * A process of its own that holds every second message and cancels the others for ever, and prints
 * each number once that is answered. Takes the directory and the first number.
 */
final class SpoolHolder {
    static final Intervention HELD =
            new Intervention(Intervention.Kind.HELD, Mails.NOW, "marie", "not yet");
    private static final Outcome CANCELLED =
            new Outcome(Outcome.Kind.CANCELLED, "554 5.7.1 cancelled by marie: no", Mails.NOW);

    private SpoolHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (Spool spool =
                Spool.open(
                        Path.of(arguments[0]),
                        Mails.settings(1024, 2000),
                        SpoolFiles.onDisk(),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry())) {
            FileOutputStream out = new FileOutputStream(FileDescriptor.out);
            for (int number = Integer.parseInt(arguments[1]); ; number++) {
                Spooled message =
                        spool.append(Mails.acceptance(number), Mails.original(number, 2000))
                                .toCompletableFuture()
                                .join();
                order(spool, message, number).toCompletableFuture().join();
                out.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static CompletionStage<Void> order(Spool spool, Spooled message, int number) {
        return number % 2 == 0
                ? spool.intervene(message.id(), 0, HELD)
                : spool.settle(message.acceptance(), 0, CANCELLED);
    }
}
