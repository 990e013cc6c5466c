// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A next hop that answers what the test tells it to, over real sockets. Phases are {@code
 * greeting}, {@code body}, {@code dot} and the verbs in lower case. Thread-safe.
 */
public final class ScriptedSmarthost implements Closeable {
    /** Answers that are no replies: close the connection, or say nothing. */
    static final String DROP = "DROP";

    static final String RESET = "RESET";
    static final String SILENCE = "";

    /** What follows it is sent as it stands, and then the connection is closed. */
    static final String CUT = "CUT ";

    /** What arrived, with the body as it was on the wire. */
    public record Received(String mail, String rcpt, String wireBody) {}

    public final List<Received> received = new CopyOnWriteArrayList<>();
    final List<String> commands = new CopyOnWriteArrayList<>();

    /** {@code RCPT} and the address it came from, for each message that arrived. */
    final List<String> callers = new CopyOnWriteArrayList<>();

    final AtomicInteger connections = new AtomicInteger();

    /** The most conversations there were at once, each from its connection to QUIT. */
    final AtomicInteger mostAtOnce = new AtomicInteger();

    private final AtomicInteger talking = new AtomicInteger();
    public volatile String capabilities = "PIPELINING\n8BITMIME\nSMTPUTF8\nSIZE 0";
    volatile boolean byteWise;

    /** What STARTTLS is answered with; a test that offers it says so in the capabilities too. */
    volatile Optional<SSLContext> tls = Optional.empty();

    /** The names it was called by at the beginning of TLS (SNI). */
    final List<SNIServerName> serverNames = new CopyOnWriteArrayList<>();

    private final Map<String, UnaryOperator<String>> answers = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final InetAddress address;
    private ServerSocket server;

    public ScriptedSmarthost() {
        this(InetAddress.getLoopbackAddress().getHostAddress(), 0);
    }

    /** On one of the addresses of loopback; port 0 means any free one. */
    public ScriptedSmarthost(String literal, int port) {
        address = InetAddress.ofLiteral(literal);
        try {
            server = listen(port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /**
     * From now on the phase is answered so; the argument is the command line, and null leaves the
     * usual answer.
     */
    ScriptedSmarthost on(String phase, UnaryOperator<String> answer) {
        answers.put(phase, answer);
        return this;
    }

    ScriptedSmarthost on(String phase, String answer) {
        return on(phase, _ -> answer);
    }

    /** The default answer again. */
    void heal(String phase) {
        answers.remove(phase);
    }

    /** Like a killed process: nothing listens and every connection is gone. */
    void kill() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    void restart() throws IOException {
        server = listen(server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        kill();
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new java.net.InetSocketAddress(address, port), 100);
        Thread.ofVirtual().start(() -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                open.add(client);
                if (socket.isClosed()) {
                    // Killed in between: whoever closed the others did not see this one.
                    client.close();
                }
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new Conversation(client).run();
        } catch (IOException | UncheckedIOException gone) {
            commands.add("GONE");
        } finally {
            open.remove(client);
        }
    }

    /** One connection. */
    private final class Conversation {
        private Socket socket;
        private InputStream in;
        private OutputStream out;
        private String mail = "";
        private String rcpt = "";
        private boolean over;

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        void run() throws IOException {
            int now = talking.incrementAndGet();
            mostAtOnce.accumulateAndGet(now, Math::max);
            try {
                talk();
            } finally {
                ended();
            }
        }

        private void ended() {
            talking.addAndGet(over ? 0 : -1);
            over = true;
        }

        private void talk() throws IOException {
            if (!say("greeting", "", "220 scripted")) {
                return;
            }
            Optional<String> line = line();
            while (line.isPresent()) {
                commands.add(line.get());
                line = command(line.get()) ? line() : Optional.empty();
            }
        }

        private boolean command(String line) throws IOException {
            String verb = line.split("[ :]", 2)[0].toLowerCase(Locale.ROOT);
            return switch (verb) {
                case "ehlo" -> say(verb, line, "250-scripted\n" + capabilities.indent(0).strip());
                case "mail" -> {
                    mail = line;
                    rcpt = "";
                    yield say(verb, line, "250 2.1.0 ok");
                }
                case "rcpt" -> {
                    rcpt = line;
                    yield say(verb, line, "250 2.1.5 ok");
                }
                case "data" -> data(line);
                case "starttls" -> startTls(line);
                case "auth" -> say(verb, line, "235 2.7.0 welcome");
                case "quit" -> {
                    ended();
                    say(verb, line, "221 bye");
                    // A hop that is told how to answer takes its time to hang up.
                    yield answers.containsKey(verb);
                }
                default -> say(verb, line, "250 2.0.0 ok");
            };
        }

        private boolean data(String line) throws IOException {
            String answer = scripted("data", line).orElse("354 go ahead");
            if (!write(answer)) {
                return false;
            }
            if (!answer.startsWith("354")) {
                return true;
            }
            Optional<String> early = scripted("body", "");
            if (early.isPresent()) {
                return write(early.get());
            }
            String body = body();
            if (body.equals(".\r\n")) {
                commands.add(".");
                return write("554 5.5.1 no valid recipients");
            }
            received.add(new Received(mail, rcpt, body));
            callers.add(rcpt + " " + socket.getInetAddress().getHostAddress());
            return say("dot", rcpt, "250 2.0.0 queued");
        }

        private boolean startTls(String line) throws IOException {
            String answer = scripted("starttls", line).orElse("220 go");
            return write(answer) && (!answer.startsWith("220") || secure());
        }

        private boolean secure() throws IOException {
            if (scripted("handshake", "").isPresent()) {
                // The client's first octet is awaited: earlier ones of ours would be injected.
                return in.read() >= 0 && write("no TLS here");
            }
            SSLSocketFactory factory = tls.orElseThrow().getSocketFactory();
            SSLSocket secured =
                    (SSLSocket) factory.createSocket(socket, "localhost", socket.getPort(), true);
            secured.setUseClientMode(false);
            secured.startHandshake();
            serverNames.addAll(
                    ((ExtendedSSLSession) secured.getSession()).getRequestedServerNames());
            socket = secured;
            in = secured.getInputStream();
            out = secured.getOutputStream();
            return true;
        }

        private boolean say(String phase, String line, String otherwise) throws IOException {
            return write(scripted(phase, line).orElse(otherwise));
        }

        private Optional<String> scripted(String phase, String line) {
            return Optional.ofNullable(answers.get(phase)).map(answer -> answer.apply(line));
        }

        private boolean write(String answer) throws IOException {
            if (answer.equals(DROP)) {
                return false;
            }
            if (answer.equals(RESET)) {
                socket.setSoLinger(true, 0);
                return false;
            }
            if (answer.startsWith(CUT)) {
                out.write(answer.substring(CUT.length()).getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                return false;
            }
            if (answer.isEmpty()) {
                return true;
            }
            byte[] octets = wire(answer).getBytes(StandardCharsets.ISO_8859_1);
            if (byteWise) {
                for (byte octet : octets) {
                    out.write(octet);
                    out.flush();
                }
            } else {
                out.write(octets);
                out.flush();
            }
            return true;
        }

        /** Lines of an EHLO answer get their code; others stand as they are. */
        private String wire(String answer) {
            if (!answer.startsWith("250-scripted")) {
                return answer + "\r\n";
            }
            String[] lines = answer.split("\n", -1);
            StringBuilder wire = new StringBuilder(lines[0]).append("\r\n");
            for (int i = 1; i < lines.length; i++) {
                wire.append(i == lines.length - 1 ? "250 " : "250-")
                        .append(lines[i])
                        .append("\r\n");
            }
            return wire.toString();
        }

        private Optional<String> line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                if (octet == '\n') {
                    return Optional.of(line.toString(StandardCharsets.UTF_8).replace("\r", ""));
                }
                line.write(octet);
            }
            return Optional.empty();
        }

        /** Up to CRLF.CRLF, or a dot alone on the first line; the end is included. */
        private String body() throws IOException {
            StringBuilder body = new StringBuilder();
            while (!body.toString().endsWith("\r\n.\r\n") && !body.toString().equals(".\r\n")) {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("cut in the body");
                }
                body.append((char) octet);
                while (octet != '\n') {
                    octet = in.read();
                    if (octet < 0) {
                        throw new IOException("cut in the body");
                    }
                    body.append((char) octet);
                }
            }
            return body.toString();
        }
    }
}
