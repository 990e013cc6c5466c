// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The sample tool in front of the gateway: sends one mail the way any script would, one command at
 * a time (RFC 5321 section 3.3). Immutable.
 */
record SampleTool(InetSocketAddress gateway) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * What the gateway said last: to the final dot, or the first refusal before it.
     *
     * @param text all of the reply line after the code
     */
    record Answer(int code, String text) {
        boolean isAccepted() {
            return code == 250;
        }

        @Override
        public String toString() {
            return code + " " + text;
        }
    }

    Answer send(SampleMail mail) {
        try (Socket socket = new Socket()) {
            socket.connect(gateway, (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return talk(new Wire(socket), mail);
        } catch (IOException e) {
            throw new DemoFailedException("the sample tool lost the gateway at " + gateway, e);
        }
    }

    private static Answer talk(Wire wire, SampleMail mail) throws IOException {
        wire.answer();
        wire.ask("EHLO tool.localhost");
        String body = mail.isEightBit() ? " BODY=8BITMIME" : "";
        for (String command :
                new String[] {
                    "MAIL FROM:<" + mail.from() + ">" + body, "RCPT TO:<" + mail.to() + ">", "DATA"
                }) {
            Answer answer = wire.ask(command);
            if (answer.code() >= 400) {
                wire.ask("QUIT");
                return answer;
            }
        }
        Answer answer = wire.askRaw(dotStuffed(mail.octets()));
        wire.ask("QUIT");
        return answer;
    }

    /** RFC 5321 section 4.5.2: a line that begins with a dot gets another one. */
    private static byte[] dotStuffed(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        String stuffed = text.replace("\r\n.", "\r\n..") + ".\r\n";
        return stuffed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private record Wire(BufferedReader in, OutputStream out) {
        Wire(Socket socket) throws IOException {
            this(
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
                    socket.getOutputStream());
        }

        Answer ask(String command) throws IOException {
            return askRaw((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        Answer askRaw(byte[] octets) throws IOException {
            out.write(octets);
            out.flush();
            return answer();
        }

        Answer answer() throws IOException {
            while (true) {
                String line = in.readLine();
                if (line == null || line.length() < 3) {
                    throw new EOFException("closed in the middle of a reply");
                }
                if (line.length() == 3 || line.charAt(3) == ' ') {
                    int code = Integer.parseInt(line.substring(0, 3));
                    return new Answer(code, line.substring(Math.min(4, line.length())));
                }
            }
        }
    }
}
