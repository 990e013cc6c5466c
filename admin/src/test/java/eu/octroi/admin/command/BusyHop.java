// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A next hop that is too busy for every recipient, and a tool that submits. Thread-safe. */
final class BusyHop implements Closeable {
    private final ServerSocket server;

    BusyHop() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Submits one mail to all of them; returns the reference it was given. */
    static String submit(InetSocketAddress gateway, String... recipients) throws IOException {
        try (Socket socket = new Socket(gateway.getAddress(), gateway.getPort())) {
            Lines lines = new Lines(socket);
            lines.answer();
            lines.ask("EHLO tool.localhost");
            lines.ask("MAIL FROM:<vente@exemple.fr>");
            for (String recipient : recipients) {
                lines.ask("RCPT TO:<" + recipient + ">");
            }
            lines.ask("DATA");
            String mail =
                    "From: Vente <vente@exemple.fr>\r\nTo: "
                            + recipients[0]
                            + "\r\nSubject: Bonjour\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n"
                            + "Message-ID: <1@tool.localhost>\r\n\r\nUn mot.\r\n.";
            return lines.ask(mail).replaceAll("(?s).*\\b([0-9A-HJKMNP-TV-Z]{26})\\b.*", "$1");
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            Lines lines = new Lines(client);
            lines.say("220 busy");
            for (String line = lines.next(); line != null; line = lines.next()) {
                lines.say(
                        line.toUpperCase(Locale.ROOT).startsWith("RCPT")
                                ? "451 4.7.1 come back later"
                                : "250 ok");
            }
        } catch (IOException gone) {
            // The gateway ends a connection as it likes; there is nobody to tell.
            return;
        }
    }

    /** Lines both ways. Confined to a thread. */
    private static final class Lines {
        private final BufferedReader in;
        private final OutputStream out;

        Lines(Socket socket) throws IOException {
            in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            out = socket.getOutputStream();
        }

        @org.jspecify.annotations.Nullable
        String next() throws IOException {
            return in.readLine();
        }

        void say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        String ask(String line) throws IOException {
            say(line);
            return answer();
        }

        String answer() throws IOException {
            String line = in.readLine();
            while (line != null && line.length() > 3 && line.charAt(3) == '-') {
                line = in.readLine();
            }
            if (line == null || line.charAt(0) > '3') {
                throw new IOException("answered " + line);
            }
            return line;
        }
    }
}
