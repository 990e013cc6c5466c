// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A recursive name server on loopback, over UDP and TCP, with the zone a test gives it in the words
 * of {@link FakeZone}. Thread-safe.
 */
public final class FakeDns implements Closeable {
    private static final int BINDS_MAX = 50;

    /** {@code TYPE name}, in the order of asking; over TCP it begins with {@code TCP}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final FakeZone zone = new FakeZone();
    private final DatagramSocket udp;
    private final ServerSocket tcp;

    private record Sockets(DatagramSocket udp, ServerSocket tcp) {}

    public FakeDns(String zone) {
        zone(zone);
        try {
            Sockets sockets = onOnePort();
            udp = sockets.udp();
            tcp = sockets.tcp();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofPlatform().daemon().name("fake-dns").start(this::answerDatagrams);
        Thread.ofVirtual().start(this::answerConnections);
    }

    /** A port that is free for datagrams may be taken for connections. */
    private static Sockets onOnePort() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int tried = 1; ; tried++) {
            DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, 0));
            try {
                return new Sockets(udp, new ServerSocket(udp.getLocalPort(), 50, loopback));
            } catch (BindException taken) {
                udp.close();
                if (tried == BINDS_MAX) {
                    throw taken;
                }
            }
        }
    }

    public int port() {
        return udp.getLocalPort();
    }

    /** From now on this is the zone. */
    void zone(String records) {
        zone.set(records);
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void answerDatagrams() {
        byte[] octets = new byte[1_500];
        DatagramPacket packet = new DatagramPacket(octets, octets.length);
        try {
            while (!udp.isClosed()) {
                packet.setLength(octets.length);
                udp.receive(packet);
                Optional<byte[]> reply = reply(ByteBuffer.wrap(octets, 0, packet.getLength()), "");
                if (reply.isPresent()) {
                    byte[] out = reply.get();
                    udp.send(new DatagramPacket(out, out.length, packet.getSocketAddress()));
                }
            }
        } catch (SocketException closed) {
            assertThat(udp.isClosed()).isTrue();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void answerConnections() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                Thread.ofVirtual().start(() -> answerConnection(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** RFC 1035 section 4.2.2: each message after its length. */
    private void answerConnection(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            while (true) {
                byte[] query = in.readNBytes(in.readUnsignedShort());
                Optional<byte[]> reply = reply(ByteBuffer.wrap(query), "TCP ");
                if (reply.isPresent()) {
                    byte[] length = {(byte) (reply.get().length >> 8), (byte) reply.get().length};
                    out.write(length);
                    out.write(reply.get());
                    out.flush();
                }
            }
        } catch (IOException hungUp) {
            // The asker has what it wanted.
            assertThat(client.isClosed()).isTrue();
        }
    }

    private Optional<byte[]> reply(ByteBuffer query, String transport) throws IOException {
        FakeZone.Question question = FakeZone.Question.of(query);
        asked.add(transport + question);
        return zone.reply(question, !transport.isEmpty());
    }
}
