// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.settings.Endpoint;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** TXT look-ups against a name server on loopback that knows one name. */
final class DnsTxtTest {
    private static final int SERVER_FAILURE = 2;
    private static final int NO_SUCH_NAME = 3;

    private DatagramSocket server;
    private volatile int code;

    @BeforeEach
    void listen() throws IOException {
        server = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("name-server").start(this::answer);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theStringsOfARecordArePutTogether() throws IOException {
        assertThat(dns().texts("octroi._domainkey.exemple.fr"))
                .containsExactly("v=DKIM1; k=rsa; p=AAAABBBB");
    }

    @Test
    void aNameThatIsNotThereHasNoText() throws IOException {
        code = NO_SUCH_NAME;

        assertThat(dns().texts("octroi._domainkey.exemple.fr")).isEmpty();
    }

    @Test
    void aServerThatFailsSaysNothingAboutTheName() {
        code = SERVER_FAILURE;

        assertThatThrownBy(() -> dns().texts("octroi._domainkey.exemple.fr"))
                .isInstanceOf(IOException.class);
    }

    private DnsTxt dns() {
        return new DnsTxt(Optional.of(new Endpoint("127.0.0.1", server.getLocalPort())));
    }

    private void answer() {
        byte[] octets = new byte[1500];
        DatagramPacket packet = new DatagramPacket(octets, octets.length);
        try {
            while (!server.isClosed()) {
                packet.setLength(octets.length);
                server.receive(packet);
                byte[] reply = reply(ByteBuffer.wrap(octets, 0, packet.getLength()));
                server.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        } catch (SocketException closed) {
            assertThat(server.isClosed()).isTrue();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 1035 section 4.1: the question again, and one TXT record of two strings. */
    private byte[] reply(ByteBuffer query) {
        int end = 12;
        while (query.get(end) != 0) {
            end += query.get(end) + 1;
        }
        byte[] question = new byte[end + 5 - 12];
        query.get(12, question);
        int answers = code == 0 ? 1 : 0;
        ByteBuffer out = ByteBuffer.allocate(512);
        out.putShort(query.getShort(0)).putShort((short) (0x8180 | code));
        out.putShort((short) 1).putShort((short) answers).putInt(0).put(question);
        if (answers == 1) {
            byte[] one = "v=DKIM1; k=rsa; p=AAAA".getBytes(StandardCharsets.US_ASCII);
            byte[] two = "BBBB".getBytes(StandardCharsets.US_ASCII);
            out.putShort((short) 0xC00C).putShort((short) 16).putShort((short) 1).putInt(60);
            out.putShort((short) (one.length + two.length + 2));
            out.put((byte) one.length).put(one).put((byte) two.length).put(two);
        }
        byte[] reply = new byte[out.position()];
        out.get(0, reply);
        return reply;
    }
}
