// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A recursive name server on loopback with the zone a test gives it, one record after another:
 * {@code name type value}, separated by semicolons. Beside MX, A, AAAA and CNAME there are ALIAS (a
 * CNAME that is not followed for the asker), CODE (the response code for the name), SILENT, CUT (an
 * answer that breaks off) and ONCE (silent, once). Names without a record do not exist.
 * Thread-safe.
 */
public final class FakeDns implements Closeable {
    private static final int NO_SUCH_NAME = 3;
    private static final Map<String, Integer> TYPES =
            Map.of("A", 1, "CNAME", 5, "ALIAS", 5, "MX", 15, "AAAA", 28);

    /** {@code TYPE name}, in the order of asking. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final List<Entry> zone = new CopyOnWriteArrayList<>();
    private final DatagramSocket socket;

    private record Entry(String name, String type, String value) {}

    public FakeDns(String zone) {
        zone(zone);
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (SocketException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofPlatform().daemon().name("fake-dns").start(this::run);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** From now on this is the zone. */
    void zone(String records) {
        List<Entry> entries = new ArrayList<>();
        for (String record : records.split(";", -1)) {
            String[] words = record.strip().split(" +", 3);
            if (words.length > 1) {
                entries.add(new Entry(words[0], words[1], words.length == 3 ? words[2] : ""));
            }
        }
        zone.clear();
        zone.addAll(entries);
    }

    @Override
    public void close() {
        socket.close();
    }

    private void run() {
        byte[] octets = new byte[1_500];
        DatagramPacket packet = new DatagramPacket(octets, octets.length);
        try {
            while (!socket.isClosed()) {
                packet.setLength(octets.length);
                socket.receive(packet);
                Optional<byte[]> reply = reply(ByteBuffer.wrap(octets, 0, packet.getLength()));
                if (reply.isPresent()) {
                    byte[] out = reply.get();
                    socket.send(new DatagramPacket(out, out.length, packet.getSocketAddress()));
                }
            }
        } catch (SocketException closed) {
            assertThat(socket.isClosed()).isTrue();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** RFC 1035 section 4.1: the question again, then the answers. */
    private Optional<byte[]> reply(ByteBuffer query) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (query.get(at) != 0) {
            byte[] label = new byte[query.get(at)];
            query.get(at + 1, label);
            name.append(name.isEmpty() ? "" : ".").append(text(label));
            at += label.length + 1;
        }
        int type = query.getShort(at + 1);
        String asking = name.toString();
        asked.add(wordOf(type) + " " + asking);
        if (is(asking, "SILENT") || removed(asking)) {
            return Optional.empty();
        }
        byte[] question = new byte[at + 5 - 12];
        query.get(12, question);
        List<byte[]> answers = answers(asking, type);
        ByteBuffer out = ByteBuffer.allocate(60_000);
        out.putShort(query.getShort(0)).putShort((short) (0x8180 | code(asking)));
        out.putShort((short) 1).putShort((short) answers.size()).putInt(0).put(question);
        answers.forEach(out::put);
        int length = is(asking, "CUT") ? out.position() - 3 : out.position();
        byte[] reply = new byte[length];
        out.get(0, reply);
        return Optional.of(reply);
    }

    private boolean is(String name, String type) {
        return zone.stream().anyMatch(e -> e.name().equals(name) && e.type().equals(type));
    }

    private boolean removed(String name) {
        return zone.removeIf(e -> e.name().equals(name) && e.type().equals("ONCE"));
    }

    private int code(String name) {
        return zone.stream()
                .filter(e -> e.name().equals(name) && e.type().equals("CODE"))
                .map(e -> Integer.valueOf(e.value()))
                .findFirst()
                .orElse(zone.stream().anyMatch(e -> e.name().equals(name)) ? 0 : NO_SUCH_NAME);
    }

    private List<byte[]> answers(String asking, int type) throws IOException {
        List<byte[]> answers = new ArrayList<>();
        String at = asking;
        for (int followed = 0; followed < 20; followed++) {
            String owner = at;
            Optional<Entry> alias =
                    zone.stream()
                            .filter(e -> e.name().equals(owner))
                            .filter(e -> e.type().equals("CNAME") || e.type().equals("ALIAS"))
                            .findFirst();
            if (alias.isEmpty()) {
                break;
            }
            answers.add(record(alias.get()));
            if (alias.get().type().equals("ALIAS")) {
                return answers;
            }
            at = alias.get().value();
        }
        for (Entry entry : zone) {
            if (entry.name().equals(at) && Objects.equals(TYPES.get(entry.type()), type)) {
                answers.add(record(entry));
            }
        }
        return answers;
    }

    private static byte[] record(Entry entry) throws IOException {
        byte[] value = value(entry);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(name(entry.name()));
        ByteBuffer fixed = ByteBuffer.allocate(10);
        fixed.putShort(requireNonNull(TYPES.get(entry.type())).shortValue())
                .putShort((short) 1)
                .putInt(300);
        out.write(fixed.putShort((short) value.length).array());
        out.write(value);
        return out.toByteArray();
    }

    /** An MX whose host is {@code @} points back to the question, as name servers compress. */
    private static byte[] value(Entry entry) throws IOException {
        return switch (entry.type()) {
            case "A", "AAAA" -> InetAddress.ofLiteral(entry.value()).getAddress();
            case "MX" -> {
                String[] words = entry.value().split(" ", 2);
                byte[] host =
                        words[1].equals("@") ? new byte[] {(byte) 0xC0, 0x0C} : name(words[1]);
                ByteBuffer value = ByteBuffer.allocate(2 + host.length);
                yield value.putShort(Short.parseShort(words[0])).put(host).array();
            }
            default -> name(entry.value());
        };
    }

    private static byte[] name(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.equals(".") ? new String[0] : name.split("\\.")) {
            out.write(label.length());
            out.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }

    private static String wordOf(int type) {
        return switch (type) {
            case 1 -> "A";
            case 15 -> "MX";
            case 28 -> "AAAA";
            default -> "TYPE" + type;
        };
    }

    private static String text(byte[] label) {
        return new String(label, StandardCharsets.US_ASCII);
    }
}
