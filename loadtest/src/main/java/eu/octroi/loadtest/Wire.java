// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Lines and messages over one socket, either side of SMTP. It shares no code with the gateway, so
 * that both cannot be wrong in the same way. Confined to one thread.
 */
final class Wire implements Closeable {
    private static final int BUFFER = 1 << 16;
    private static final int LINE_MAX = 1 << 16;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /** The next line in ISO-8859-1 without its end; throws at the end of the stream. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("connection closed");
            }
            if (line.size() == LINE_MAX) {
                throw new IOException("line too long");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** A reply of one or more lines: its last line. */
    String reply() throws IOException {
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = line();
        }
        return line;
    }

    /** A message up to its final dot, without dot stuffing. Only CRLF.CRLF ends it. */
    byte[] message() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream(BUFFER);
        // The last octets seen, newest lowest: CRLF before the first line counts.
        int seen = '\r' << 8 | '\n';
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("connection closed inside a message");
            }
            if (octet == '.' && (seen & 0xFFFF) == ('\r' << 8 | '\n')) {
                octet = in.read();
                if (octet == '\r') {
                    int next = in.read();
                    if (next == '\n') {
                        return message.toByteArray();
                    }
                    message.write('\r');
                    octet = next;
                }
            }
            message.write(octet);
            seen = seen << 8 | octet;
        }
    }

    /** Queues text for the next {@link #flush}. */
    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] octets) throws IOException {
        out.write(octets);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Whether the other side has sent more already: then a pipelining answer can wait. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    void timeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
