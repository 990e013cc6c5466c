// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.Pkcs1;
import eu.octroi.gateway.settings.Tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Our certificate and key, reloaded when their files change: looked at when a client asks for TLS,
 * at most every few seconds, on a thread of its own. A pair that cannot be read is logged and the
 * old one kept. BoringSSL when its library is there, else the JDK. Thread-safe.
 */
final class TlsCertificate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsCertificate.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final Path certificate;
    private final Path key;
    private final Clock clock;
    private final AtomicLong lookedAtMillis;
    private final ThreadPoolExecutor reloading =
            new ThreadPoolExecutor(
                    0,
                    1,
                    10,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(1),
                    new DefaultThreadFactory("tls-reload", true),
                    new ThreadPoolExecutor.DiscardPolicy());
    private volatile Loaded loaded;

    private record Loaded(SslContext tls, List<FileTime> times) {}

    private TlsCertificate(Path certificate, Path key, Clock clock) throws IOException {
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
        this.lookedAtMillis = new AtomicLong(clock.millis());
        this.loaded = load();
    }

    /**
     * Reads the pair.
     *
     * @throws SmtpServerException when it cannot be read
     */
    static TlsCertificate open(Tls files, Clock clock) {
        try {
            return new TlsCertificate(
                    files.certificate().orElseThrow(), files.key().orElseThrow(), clock);
        } catch (IOException | IllegalArgumentException e) {
            throw new SmtpServerException(
                    "tls.certificate and tls.key cannot be used: " + e.getMessage(), e);
        }
    }

    SslHandler handler(ByteBufAllocator allocator, boolean startTls) {
        long now = clock.millis();
        long before = lookedAtMillis.get();
        boolean isTime = now - before >= LOOK_EVERY.toMillis();
        if (isTime && lookedAtMillis.compareAndSet(before, now)) {
            reloading.execute(this::reload);
        }
        return new SslHandler(loaded.tls().newEngine(allocator), startTls);
    }

    @Override
    public void close() {
        reloading.shutdownNow();
    }

    private void reload() {
        try {
            if (!loaded.times().equals(times())) {
                loaded = load();
                LOG.info("event=certificate-reloaded");
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("event=certificate-kept reason=unreadable", e);
        }
    }

    private Loaded load() throws IOException {
        // Looked at before it is read: a change in between is seen the next time.
        List<FileTime> times = times();
        try (InputStream chain = Files.newInputStream(certificate);
                InputStream pem = pkcs8(key)) {
            SslContext tls =
                    SslContextBuilder.forServer(chain, pem)
                            .sslProvider(
                                    OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                            .protocols(PROTOCOLS)
                            .build();
            return new Loaded(tls, times);
        }
    }

    private List<FileTime> times() throws IOException {
        return List.of(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
    }

    private static InputStream pkcs8(Path key) throws IOException {
        String pem = Files.readString(key, StandardCharsets.ISO_8859_1);
        return new ByteArrayInputStream(Pkcs1.toPkcs8(pem).getBytes(StandardCharsets.ISO_8859_1));
    }
}
