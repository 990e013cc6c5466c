// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.serve;

import eu.octroi.admin.api.ApiRoutes;
import eu.octroi.admin.running.RunFile;
import eu.octroi.gateway.Gateway;
import eu.octroi.gateway.metrics.Build;
import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Settings;

import java.io.Closeable;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The gateway with the API in front, named in {@code run.json} from when everything listens until
 * it stops. Thread-safe.
 */
public final class ServedGateway implements Closeable {
    private final Gateway gateway;
    private final Path data;
    private final RunFile run;

    private ServedGateway(Gateway gateway, Path data, RunFile run) {
        this.gateway = gateway;
        this.data = data;
        this.run = run;
    }

    /**
     * Starts everything; returns once all ports listen and run.json is written.
     *
     * @param progress told of what start-up finds and makes, one line each
     */
    public static ServedGateway start(Settings settings, Consumer<String> progress) {
        Gateway gateway = Gateway.start(settings, progress, new ApiRoutes(settings));
        try {
            RunFile run =
                    new RunFile(
                            ProcessHandle.current().pid(),
                            Build.current().version(),
                            text(gateway.smtp()),
                            gateway.smtps().map(ServedGateway::text).orElse(null),
                            text(gateway.web()),
                            text(gateway.admin()));
            run.write(settings.data());
            return new ServedGateway(gateway, settings.data(), run);
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    /** Where everything listens. */
    public RunFile run() {
        return run;
    }

    /** Where mail tools submit. */
    public InetSocketAddress smtp() {
        return gateway.smtp();
    }

    /** Lets go of what is on the wire, settles it on disk and stops. */
    @Override
    public void close() {
        RunFile.remove(data);
        gateway.close();
    }

    private static String text(InetSocketAddress address) {
        return Endpoint.reaching(address).toString();
    }
}
