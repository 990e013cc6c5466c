// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The other end of a conversation: octets out, replies in, over a real socket. */
final class SmtpClient implements AutoCloseable {
    private static final int WAIT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

    private Socket socket;

    private SmtpClient(Socket socket) {
        this.socket = socket;
    }

    static SmtpClient connect(InetSocketAddress server) {
        try {
            Socket socket = new Socket(server.getAddress(), server.getPort());
            socket.setSoTimeout(WAIT_MILLIS);
            socket.setTcpNoDelay(true);
            return new SmtpClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void say(String line) {
        send(line + "\r\n");
    }

    /** Octets as they are, ISO-8859-1. */
    void send(String octets) {
        try {
            socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next whole reply, lines joined by a line feed; empty when the server has closed. */
    String reply() {
        StringBuilder reply = new StringBuilder();
        while (true) {
            String line = line();
            reply.append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return reply.toString();
            }
            reply.append('\n');
        }
    }

    String ask(String line) {
        say(line);
        return reply();
    }

    /** From MAIL to the 354, in one group. */
    void begin() {
        send("MAIL FROM:<a@acme.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\n");
        reply();
        reply();
        reply();
    }

    /** Whether the server has closed, with nothing more said. */
    boolean isClosed() {
        return line().isEmpty();
    }

    /** Shakes hands, trusting any certificate. */
    void secure() {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new TrustsAnyone()}, null);
            SSLSocket secured =
                    (SSLSocket)
                            tls.getSocketFactory()
                                    .createSocket(socket, "gate.example", socket.getPort(), true);
            secured.startHandshake();
            socket = secured;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String tlsProtocol() {
        return ((SSLSocket) socket).getSession().getProtocol();
    }

    /** Subject of the server's certificate. */
    String subject() {
        try {
            X509Certificate leaf =
                    (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
            return leaf.getSubjectX500Principal().getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                if (octet == '\n') {
                    return line.substring(0, line.length() - 1);
                }
                line.append((char) octet);
            }
            return line.toString();
        } catch (SocketException reset) {
            // The server closed while octets of ours were still on their way.
            return line.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a certificate made a moment ago. */
    private static final class TrustsAnyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new IllegalStateException("a client is never asked");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            if (chain.length == 0) {
                throw new IllegalStateException("no certificate");
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
