// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a {@link FakeDns} knows and how it answers: {@code name type value}, separated by
 * semicolons, for which {@code ^} stands within a TXT. Names without a record do not exist.
 *
 * <p>Beside MX, A, AAAA, CNAME, PTR, TXT and TLSA there are ALIAS (a CNAME that is not followed for
 * the asker), CODE (the response code for the name), SECURE (answers about the name are marked as
 * validated, for who asks for that), TRUNCATED (over UDP the answer says that there is more),
 * SILENT, CUT (an answer that breaks off) and ONCE (silent, once). Thread-safe.
 */
final class FakeZone {
    private static final int HEADER = 12;
    private static final int NO_SUCH_NAME = 3;
    private static final int RECURSIVE_RESPONSE = 0x8180;
    private static final int TRUNCATED = 0x0200;
    private static final int AUTHENTIC = 0x0020;
    private static final int OPT = 41;
    private static final Map<String, Integer> TYPES =
            Map.of(
                    "A", 1, "CNAME", 5, "ALIAS", 5, "PTR", 12, "MX", 15, "TXT", 16, "AAAA", 28,
                    "TLSA", 52);

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    private record Entry(String name, String type, String value) {}

    /**
     * A question as it came.
     *
     * @param octets from the name on, with type and class
     * @param wantsSecurity whether DO is set, RFC 3225
     */
    record Question(short id, String name, int type, ByteBuffer octets, boolean wantsSecurity) {
        static Question of(ByteBuffer query) {
            StringBuilder name = new StringBuilder();
            int at = HEADER;
            while (query.get(at) != 0) {
                byte[] label = new byte[query.get(at)];
                query.get(at + 1, label);
                name.append(name.isEmpty() ? "" : ".")
                        .append(new String(label, StandardCharsets.US_ASCII));
                at += label.length + 1;
            }
            ByteBuffer octets = query.slice(HEADER, at + 5 - HEADER);
            boolean secure =
                    query.limit() >= at + 16
                            && query.getShort(at + 6) == OPT
                            && (query.getShort(at + 12) & 0x8000) != 0;
            return new Question(
                    query.getShort(0), name.toString(), query.getShort(at + 1), octets, secure);
        }

        @Override
        public String toString() {
            String word = type == 5 ? "CNAME" : "TYPE" + type;
            for (Map.Entry<String, Integer> known : TYPES.entrySet()) {
                word = type != 5 && known.getValue() == type ? known.getKey() : word;
            }
            return word + " " + name;
        }
    }

    /** From now on these are the records. */
    void set(String records) {
        List<Entry> read = new ArrayList<>();
        for (String record : records.split(";", -1)) {
            String[] words = record.strip().split(" +", 3);
            if (words.length > 1) {
                read.add(new Entry(words[0], words[1], words.length == 3 ? words[2] : ""));
            }
        }
        entries.clear();
        entries.addAll(read);
    }

    /** RFC 1035 section 4.1: the question again, then the answers; empty means silence. */
    Optional<byte[]> reply(Question question, boolean isTcp) throws IOException {
        String name = question.name();
        boolean once = entries.removeIf(e -> e.name().equals(name) && e.type().equals("ONCE"));
        if (once || is(name, "SILENT")) {
            return Optional.empty();
        }
        boolean truncated = !isTcp && is(name, "TRUNCATED");
        List<byte[]> answers = truncated ? List.of() : answers(name, question.type());
        int flags = RECURSIVE_RESPONSE | code(name) | (truncated ? TRUNCATED : 0);
        if (question.wantsSecurity() && is(name, "SECURE")) {
            flags |= AUTHENTIC;
        }
        ByteBuffer out = ByteBuffer.allocate(60_000);
        out.putShort(question.id()).putShort((short) flags);
        out.putShort((short) 1)
                .putShort((short) answers.size())
                .putInt(0)
                .put(question.octets().duplicate());
        answers.forEach(out::put);
        byte[] reply = new byte[is(name, "CUT") ? out.position() - 3 : out.position()];
        out.get(0, reply);
        return Optional.of(reply);
    }

    private boolean is(String name, String type) {
        return entries.stream().anyMatch(e -> e.name().equals(name) && e.type().equals(type));
    }

    private int code(String name) {
        return entries.stream()
                .filter(e -> e.name().equals(name) && e.type().equals("CODE"))
                .map(e -> Integer.valueOf(e.value()))
                .findFirst()
                .orElse(entries.stream().anyMatch(e -> e.name().equals(name)) ? 0 : NO_SUCH_NAME);
    }

    private List<byte[]> answers(String asking, int type) throws IOException {
        List<byte[]> answers = new ArrayList<>();
        String at = asking;
        for (int followed = 0; followed < 20; followed++) {
            String owner = at;
            Optional<Entry> alias =
                    entries.stream()
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
        for (Entry entry : entries) {
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
        String[] words = entry.value().split(" ", 4);
        return switch (entry.type()) {
            case "A", "AAAA" -> InetAddress.ofLiteral(entry.value()).getAddress();
            case "MX" -> {
                byte[] host =
                        words[1].equals("@") ? new byte[] {(byte) 0xC0, HEADER} : name(words[1]);
                ByteBuffer value = ByteBuffer.allocate(2 + host.length);
                yield value.putShort(Short.parseShort(words[0])).put(host).array();
            }
            case "TXT" -> strings(entry.value().replace('^', ';'));
            case "TLSA" -> {
                byte[] association = HexFormat.of().parseHex(words[3]);
                ByteBuffer value = ByteBuffer.allocate(3 + association.length);
                for (int i = 0; i < 3; i++) {
                    value.put((byte) Integer.parseInt(words[i]));
                }
                yield value.put(association).array();
            }
            default -> name(entry.value());
        };
    }

    /** In strings of 50 octets, so that they have to be put together. */
    private static byte[] strings(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < octets.length; at += 50) {
            int length = Math.min(50, octets.length - at);
            out.write(length);
            out.write(octets, at, length);
        }
        return out.toByteArray();
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
}
