// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.server.Server;

import eu.octroi.admin.running.RunFile;
import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.settings.SuppressionSettings;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.RecordDatabase;
import eu.octroi.gateway.suppression.SuppressionList;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A real list behind the routes, mounted as the gateway mounts them: the owner of a data directory
 * as commands find it, without mail.
 */
public final class ServedList implements Closeable {
    private final DataDirectory data;
    private final RecordDatabase record;
    private final SuppressionList list;
    private final ConsentBook consents;
    private final Server server;

    public ServedList(Path root, String... controllers) throws IOException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        data = DataDirectory.open(root);
        record = RecordDatabase.open(data, meters);
        KeyRing keys = KeyRing.open(KeyRing.Purpose.ADDRESS, data.resolve("keys/address"), record);
        KeyRing.open(KeyRing.Purpose.TOKEN, data.resolve("keys/token"), record);
        list =
                SuppressionList.open(
                        data,
                        record,
                        keys,
                        new SuppressionSettings(200_000),
                        (_, _, _) -> {},
                        Clock.systemUTC(),
                        meters);
        consents = ConsentBook.open(record, list::personKeys, Clock.systemUTC(), meters);
        server = served(questions(List.of(controllers)));
        server.start().join();
        Files.writeString(root.resolve("admin.token"), "test\n");
        new RunFile(1, "test", "", null, "", address()).write(root);
    }

    /** {@code host:port} of the API. */
    public String address() {
        InetSocketAddress local = Objects.requireNonNull(server.activePort()).localAddress();
        return "127.0.0.1:" + local.getPort();
    }

    @Override
    public void close() {
        server.stop().join();
        list.close();
        record.close();
        data.close();
    }

    private Server served(Questions questions) {
        return Server.builder()
                .http(0)
                .maxRequestLength(1 << 20)
                .gracefulShutdownTimeoutMillis(0, 0)
                .annotatedService()
                .pathPrefix("/api/v1")
                .useBlockingTaskExecutor(true)
                .build(new SuppressionRoutes(list, questions))
                .annotatedService()
                .pathPrefix("/api/v1")
                .useBlockingTaskExecutor(true)
                .build(new SuppressionFileRoutes(list, questions))
                .annotatedService()
                .pathPrefix("/api/v1")
                .useBlockingTaskExecutor(true)
                .build(
                        new ConsentRoutes(
                                consents,
                                list,
                                questions,
                                Map.of(new ControllerNumber(1), Set.of("prospection")),
                                Clock.systemUTC()))
                .build();
    }

    private static Questions questions(List<String> controllers) {
        Set<ControllerId> ids =
                controllers.stream().map(ControllerId::new).collect(Collectors.toSet());
        return Questions.about(
                ids, id -> new ControllerNumber(1 + controllers.indexOf(id.value())));
    }
}
