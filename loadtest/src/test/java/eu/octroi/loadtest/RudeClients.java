// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients from an address of their own that do everything but send mail: some leave at once, some
 * amid a command or a message, some talk nonsense, some never say a word again. Thread-safe.
 */
final class RudeClients implements AutoCloseable {
    private static final long PAUSE_NANOS = 30_000_000;

    /** So many stay and are silent; the oldest leaves for the next. */
    private static final int SILENT_MAX = 20;

    private static final String ENVELOPE =
            """
            EHLO rude.example
            MAIL FROM:<seller@t0.example>
            RCPT TO:<rude@r0.example>
            DATA
            """;
    private static final String[] SPEECHES = {
        "",
        "EHLO rude.exa",
        "GET / HTTP/1.1\nHost: octroi.example\n\n",
        "\0\0\0\u00ff\u00fe\n\n\n",
        "EHLO rude.example\nMAIL FROM:<seller@t0.example>\nRSET\nRSET\n",
        ENVELOPE + "Subject: half a mes",
        ENVELOPE + "From: seller@t0.example\nSubject: no end\n\n" + "line\n".repeat(2_000),
    };

    private final InetSocketAddress target;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong calls = new AtomicLong();
    private final Deque<Socket> silent = new ArrayDeque<>();
    private final CompletableFuture<Void> ended;

    RudeClients(InetSocketAddress target) {
        this.target = target;
        this.ended = CompletableFuture.runAsync(this::call, Thread::startVirtualThread);
    }

    long calls() {
        return calls.get();
    }

    private void call() {
        while (!over.get()) {
            int number = (int) calls.getAndIncrement();
            try {
                call(number);
            } catch (IOException refused) {
                // The gateway may refuse or end any of these; the next one tries again.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void call(int number) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.9"), 0));
        socket.connect(target, 5_000);
        String speech = SPEECHES[number % SPEECHES.length].replace("\n", "\r\n");
        socket.getOutputStream().write(speech.getBytes(StandardCharsets.ISO_8859_1));
        if (number % 3 == 0) {
            keep(socket);
        } else {
            socket.close();
        }
    }

    private void keep(Socket socket) throws IOException {
        silent.addLast(socket);
        if (silent.size() > SILENT_MAX) {
            silent.removeFirst().close();
        }
    }

    @Override
    public void close() throws IOException {
        over.set(true);
        ended.join();
        for (Socket socket : silent) {
            socket.close();
        }
    }
}
