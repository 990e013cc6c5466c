// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail tool of twenty lines: says what it is told and returns what it hears. */
final class SmtpClient implements Closeable {
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    SmtpClient(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        in =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
        out = socket.getOutputStream();
        reply();
        say("EHLO tool.example");
    }

    /** Sends a line and returns the whole reply. */
    String say(String line) throws IOException {
        send(line + "\r\n");
        return reply();
    }

    void send(String octets) throws IOException {
        out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        while (true) {
            String line = in.readLine();
            if (line == null) {
                return reply.append("(closed)").toString();
            }
            reply.append(line).append('\n');
            if (line.length() < 4 || line.charAt(3) != '-') {
                return reply.toString();
            }
        }
    }

    /** A whole transaction; returns the reply to the final dot, or the first refusal. */
    String mail(String from, String message, String... recipients) throws IOException {
        String reply = say("MAIL FROM:<" + from + ">");
        for (String recipient : recipients) {
            reply = say("RCPT TO:<" + recipient + ">");
        }
        String data = say("DATA");
        if (!data.startsWith("354")) {
            say("RSET");
            return reply;
        }
        send(message + "\r\n.\r\n");
        return reply();
    }

    /** A whole message as {@link #mail} sends it: dots doubled, the last line end left out. */
    static String onTheWire(String message) {
        String stuffed = message.startsWith(".") ? "." + message : message;
        return stuffed.replace("\r\n.", "\r\n..").replaceFirst("\r\n\\z", "");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
