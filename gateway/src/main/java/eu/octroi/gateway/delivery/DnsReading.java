// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.DnsAnswer.Exchanger;
import eu.octroi.gateway.domain.Octets;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsPtrRecord;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the answer section of a response: the records at the end of the chain of aliases that opens
 * with the name asked for; whatever else stands there is not looked at. Stateless.
 */
final class DnsReading {
    /** Records of one answer that are looked at (D6). */
    static final int RECORDS_MAX = 100;

    static final int ALIASES_MAX = 8;

    /** The bit AD, RFC 4035 section 3.2.3, among the three that Netty calls Z. */
    private static final int AUTHENTIC = 2;

    private static final long SECONDS_LEAST = 60;
    private static final long SECONDS_MOST = 3_600;

    private DnsReading() {}

    /**
     * What is malformed says nothing: names are decoded here, and fail in many ways.
     *
     * @param believed whether the name server is one whose word on DNSSEC counts
     */
    static DnsAnswer read(
            String asked, DnsRecordType type, DnsResponse response, boolean believed) {
        try {
            return wellFormed(asked, type, response, believed);
        } catch (RuntimeException malformed) {
            return new DnsAnswer.NoAnswer("malformed DNS answer for " + asked);
        }
    }

    private static DnsAnswer wellFormed(
            String asked, DnsRecordType type, DnsResponse response, boolean believed) {
        if (response.code().equals(DnsResponseCode.NXDOMAIN)) {
            return new DnsAnswer.NoName();
        }
        if (!response.code().equals(DnsResponseCode.NOERROR)) {
            return new DnsAnswer.NoAnswer("DNS answered " + response.code() + " for " + asked);
        }
        if (response.isTruncated()) {
            return new DnsAnswer.NoAnswer("DNS answered only in part for " + asked);
        }
        return records(asked, type, response, believed && (response.z() & AUTHENTIC) != 0);
    }

    private static DnsAnswer records(
            String asked, DnsRecordType type, DnsResponse response, boolean secure) {
        List<DnsRecord> answer = answer(response);
        Optional<String> end = endOfAliases(asked, answer);
        if (end.isEmpty()) {
            return new DnsAnswer.NoAnswer("aliases without an end for " + asked);
        }
        List<DnsRecord> records =
                answer.stream()
                        .filter(r -> r.type().equals(type) && plain(r.name()).equals(end.get()))
                        .toList();
        if (records.isEmpty()) {
            return end.get().equals(asked)
                    ? new DnsAnswer.NoRecords(secure)
                    : new DnsAnswer.Alias(end.get(), secure);
        }
        return answer(end.get(), type, records, secure);
    }

    private static DnsAnswer answer(
            String name, DnsRecordType type, List<DnsRecord> records, boolean secure) {
        Duration goodFor = goodFor(records);
        if (type.equals(DnsRecordType.MX)) {
            return new DnsAnswer.Exchangers(all(records, DnsReading::exchanger), goodFor, secure);
        }
        if (type.equals(DnsRecordType.TXT)) {
            return new DnsAnswer.Texts(all(records, DnsReading::text), goodFor);
        }
        if (type.equals(DnsRecordType.PTR)) {
            return new DnsAnswer.Names(
                    records.stream().map(r -> plain(((DnsPtrRecord) r).hostname())).toList(),
                    goodFor);
        }
        if (type.equals(DnsRecordType.TLSA)) {
            return new DnsAnswer.Pins(all(records, DnsReading::pin), goodFor, secure);
        }
        return new DnsAnswer.Addresses(all(records, DnsReading::address), name, goodFor, secure);
    }

    private static <T> List<T> all(List<DnsRecord> records, Function<ByteBuf, T> reading) {
        return records.stream().map(r -> reading.apply(content(r))).toList();
    }

    private static ByteBuf content(DnsRecord record) {
        return ((DnsRawRecord) record).content().duplicate();
    }

    private static List<DnsRecord> answer(DnsResponse response) {
        List<DnsRecord> answer = new ArrayList<>();
        int count = Math.min(RECORDS_MAX, response.count(DnsSection.ANSWER));
        for (int i = 0; i < count; i++) {
            DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
            // Netty reads PTR itself, and leaves every other type to us.
            if (record instanceof DnsRawRecord || record instanceof DnsPtrRecord) {
                answer.add(record);
            }
        }
        return answer;
    }

    /** Empty when they lead in a circle. */
    private static Optional<String> endOfAliases(String asked, List<DnsRecord> answer) {
        Map<String, String> aliases = new HashMap<>();
        for (DnsRecord record : answer) {
            if (record.type().equals(DnsRecordType.CNAME)) {
                aliases.put(plain(record.name()), name(content(record)));
            }
        }
        String at = asked;
        for (int followed = 0; followed <= ALIASES_MAX; followed++) {
            String next = aliases.get(at);
            if (next == null) {
                return Optional.of(at);
            }
            at = next;
        }
        return Optional.empty();
    }

    private static Exchanger exchanger(ByteBuf content) {
        int preference = content.readUnsignedShort();
        return new Exchanger(preference, name(content));
    }

    private static InetAddress address(ByteBuf content) {
        byte[] octets = rest(content);
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException malformed) {
            throw new CorruptedFrameException("address of " + octets.length + " octets", malformed);
        }
    }

    /** Strings of up to 255 octets, each after its length, put together (RFC 6376 3.6.2.2). */
    static String text(ByteBuf content) {
        StringBuilder text = new StringBuilder();
        while (content.isReadable()) {
            int length = Math.min(content.readUnsignedByte(), content.readableBytes());
            text.append(content.readCharSequence(length, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** RFC 6698 section 2.1. */
    private static TlsaRecord pin(ByteBuf content) {
        return new TlsaRecord(
                content.readUnsignedByte(),
                content.readUnsignedByte(),
                content.readUnsignedByte(),
                Octets.of(rest(content)));
    }

    private static byte[] rest(ByteBuf content) {
        byte[] octets = new byte[content.readableBytes()];
        content.readBytes(octets);
        return octets;
    }

    private static Duration goodFor(List<DnsRecord> records) {
        long seconds = records.stream().mapToLong(DnsRecord::timeToLive).min().orElse(0);
        return Duration.ofSeconds(Math.clamp(seconds, SECONDS_LEAST, SECONDS_MOST));
    }

    private static String name(ByteBuf content) {
        return plain(DefaultDnsRecordDecoder.decodeName(content));
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
