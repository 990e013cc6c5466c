// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the sink received: a count, and if wanted the messages as files and a ledger of {@code
 * number, Message-ID, recipients, X-Octroi-Ref, milliseconds since 1970}; what a message lacks is
 * empty. Recorded before the reply to the dot. Thread-safe.
 */
final class SinkRecord implements Closeable {
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID:\\s*(<[^>\r\n]*>)");
    private static final Pattern REFERENCE = Pattern.compile("(?im)^X-Octroi-Ref:\\s*(\\S+)");
    private static final int HEADER_SEARCHED = 1 << 16;

    private final AtomicLong count = new AtomicLong();
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();
    private final Optional<LineLedger> ledger;
    private final Optional<Path> dump;

    SinkRecord(Optional<LineLedger> ledger, Optional<Path> dump) {
        this.ledger = ledger;
        this.dump = dump;
    }

    long count() {
        return count.get();
    }

    /** Records a message and returns its Message-ID, empty when it has none. */
    String received(List<String> recipients, byte[] message) throws IOException {
        long number = count.incrementAndGet();
        String header = header(message);
        String id = first(MESSAGE_ID, header);
        if (dump.isPresent()) {
            Path part = dump.get().resolve(number + ".part");
            Files.write(part, message);
            Files.move(part, dump.get().resolve(String.format(Locale.ROOT, "%07d.eml", number)));
        }
        if (ledger.isPresent()) {
            ledger.get()
                    .line(
                            Long.toString(number),
                            id,
                            String.join(",", recipients),
                            first(REFERENCE, header),
                            Long.toString(System.currentTimeMillis()));
        }
        return id;
    }

    /** Whether this message's connection is to be dropped: true the first time it is asked. */
    boolean firstDrop(String messageId) {
        return dropped.add(messageId);
    }

    private static String header(byte[] message) {
        int length = Math.min(message.length, HEADER_SEARCHED);
        String head = new String(message, 0, length, StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        return end < 0 ? head : head.substring(0, end);
    }

    private static String first(Pattern field, String header) {
        Matcher matcher = field.matcher(header);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() throws IOException {
        if (ledger.isPresent()) {
            ledger.get().close();
        }
    }
}
