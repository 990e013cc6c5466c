// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.session.BodyEnd;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Every input is fed whole, one octet at a time and split at each position. */
final class SubmissionDecoderTest {
    private static final int MESSAGE_MAX = 50;
    private static final int LINE_MAX = 512;

    @BeforeAll
    static void watchEveryBuffer() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DATA~hi~.~NOOP~             | [DATA, <hi~>, NOOP]
                    DATA~.~NOOP~                | [DATA, <>, NOOP]
                    DATA~a~..b~.~               | [DATA, <a~.b~>]
                    DATA~..~.~                  | [DATA, <.~>]
                    DATA~.a~..~...~.~NOOP~      | [DATA, <a~.~..~>, NOOP]
                    DATA~~~.~                   | [DATA, <~~>]
                    DATA~a.~.~                  | [DATA, <a.~>]
                    DATA~a~.b~.~                | [DATA, <a~b~>]
                    NOOP~NOOP~DATA~x~.~DATA~y~.~ | [NOOP, NOOP, DATA, <x~>, DATA, <y~>]
                    DATA~tab_t_here~.~          | [DATA, <tab_t_here~>]
                    """)
    void linesAndMessagesAreCutWhereTheyEnd(String input, String expected) {
        String octets = input.replace("_t_", "\t");

        everyWay(octets, expected.replace("_t_", "\t"));
    }

    /** All that others have taken for the end of a message (P1): none of them is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r.\r",
                "\r.\r\n",
                "\r\n.\n",
                "\r\n.\r",
                "\n.\r",
                "\r.\n",
                "\r\n\0.\r\n",
                "\r\n.\0\r\n",
                "\r\n.\r\r\n",
                "\r\r\n.\r\n",
                "\r\n\r.\r\n",
                "\0\r\n.\r\n",
                "\r\n.\n\n",
                "\n\r\n.\r\n",
                "\n\n.\n\n",
                "\r\n.\r\0\n",
                "\r",
                "\n",
                "\0"
            })
    void aSmugglingSequenceIsRefusedAndNothingInItIsACommand(String sequence) {
        String smuggled = "MAIL FROM:<evil@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n";
        boolean endsThere = sequence.endsWith("\r\n.\r\n");
        String input =
                "DATA\r\none" + sequence + (endsThere ? "" : smuggled) + "two\r\n.\r\nNOOP\r\n";

        String expected =
                endsThere ? "[DATA, BARE_LINE_END, two, ., NOOP]" : "[DATA, BARE_LINE_END, NOOP]";

        everyWay(input.replace("\r\n", "~"), expected);
    }

    /** H-06: bare line feeds become line ends, and end no message (P1); _ stands for one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LEGACY~a_b~.~NOOP~      | [LEGACY, <a~b~>, NOOP]
                    LEGACY~_a__b~.~         | [LEGACY, <~a~~b~>]
                    LEGACY~a_._b~.~NOOP~    | [LEGACY, <a~.~b~>, NOOP]
                    LEGACY~a_.~NOOP~.~NOOP~ | [LEGACY, <a~.~NOOP~>, NOOP]
                    LEGACY~a~._b~.~NOOP~    | [LEGACY, <a~~b~>, NOOP]
                    LEGACY~a_..b~..c~.~     | [LEGACY, <a~..b~.c~>]
                    LEGACY~a~b~.~NOOP~      | [LEGACY, <a~b~>, NOOP]
                    """)
    void bareLineFeedsOfALegacyToolBecomeLineEndsAndEndNothing(String input, String expected) {
        everyWay(input.replace('_', '\n'), expected);
    }

    /** Nothing but LF is forgiven, and a copy that does not fit is answered like any other. */
    @Test
    void aLegacyToolHasNothingElseForgiven() {
        everyWay("LEGACY~a\rb~.~NOOP~", "[LEGACY, BARE_LINE_END, NOOP]");
        everyWay("LEGACY~a\0b~.~NOOP~", "[LEGACY, BARE_LINE_END, NOOP]");
        everyWay("LEGACY~" + "\n".repeat(25) + "~.~NOOP~", "[LEGACY, TOO_BIG, NOOP]");
        BodyMemory memory = new BodyMemory(16 << 10, new SimpleMeterRegistry());
        assertThat(decode(memory, List.of("LEGACY\r\na\nb\r\n.\r\nNOOP\r\n")))
                .containsExactly("LEGACY", "NO_ROOM", "NOOP");
        assertThat(memory.used()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"50, false", "51, true"})
    void aMessageHasItsLimitWithoutFinalDotAndStuffing(int octets, boolean isRefused) {
        String text = "." + "x".repeat(octets - 3) + "\r\n";

        String expected =
                isRefused ? "[DATA, TOO_BIG, NOOP]" : "[DATA, <" + mark(text) + ">, NOOP]";

        everyWay("DATA~." + mark(text) + ".~NOOP~", expected);
    }

    @Test
    void aMessageFarTooBigIsSwallowedToItsEnd() {
        everyWay("DATA~" + "x".repeat(300) + "~.~NOOP~", "[DATA, TOO_BIG, NOOP]");
    }

    @ParameterizedTest
    @CsvSource({"510, LINE", "511, OVERLONG"})
    void aLineHasItsLimitWithItsLineEnd(int octets, String kind) {
        String line = "NOOP " + "x".repeat(octets - 5);

        String expected = kind.equals("LINE") ? line : "OVERLONG NOOP xxxxxxxxxxx";

        everyWay(line + "~QUIT~", "[" + expected + ", QUIT]");
    }

    @Test
    void aBareLineFeedStaysInItsLine() {
        everyWay("NOOP\nQUIT~", "[NOOP\n, QUIT]");
    }

    @Test
    void whenNoMemoryIsLeftTheMessageIsSwallowedAndNothingIsHeld() {
        BodyMemory memory = new BodyMemory(5, new SimpleMeterRegistry());

        List<String> decoded = decode(memory, List.of("DATA\r\nhello\r\n.\r\nNOOP\r\n"));

        assertThat(decoded).containsExactly("DATA", "NO_ROOM", "NOOP");
        assertThat(memory.used()).isZero();
    }

    @Test
    void aBodyGrowsBeyondItsFirstBuffer() {
        BodyMemory memory = new BodyMemory(1 << 20, new SimpleMeterRegistry());
        SubmissionDecoder decoder =
                new SubmissionDecoder(LINE_MAX, 1 << 20, memory, PooledByteBufAllocator.DEFAULT);
        decoder.receiveBody(OptionalLong.empty(), false);
        String text = ("x".repeat(77) + "\r\n").repeat(2_000);

        List<String> decoded = new ArrayList<>();
        for (int from = 0; from < text.length(); from += 1_000) {
            feed(decoder, text.substring(from, Math.min(text.length(), from + 1_000)), decoded);
        }
        feed(decoder, ".\r\n", decoded);

        assertThat(decoded).containsExactly("<" + mark(text) + ">");
        assertThat(memory.used()).isZero();
    }

    @Test
    void closingInTheMiddleGivesTheMemoryBack() {
        BodyMemory memory = new BodyMemory(1 << 20, new SimpleMeterRegistry());
        SubmissionDecoder decoder =
                new SubmissionDecoder(LINE_MAX, 1 << 20, memory, PooledByteBufAllocator.DEFAULT);
        decoder.receiveBody(OptionalLong.of(1_000), false);
        feed(decoder, "half a mess", new ArrayList<>());

        decoder.close();

        assertThat(memory.used()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    BDAT 4~hi~BDAT 3 LAST~x~NOOP~     | [BDAT 4, CHUNK, BDAT 3 LAST, <hi~x~>, NOOP]
                    BDAT 0 LAST~NOOP~                 | [BDAT 0 LAST, <>, NOOP]
                    BDAT 4~hi~BDAT 0 LAST~NOOP~       | [BDAT 4, CHUNK, BDAT 0 LAST, <hi~>, NOOP]
                    BDAT 0~BDAT 4 LAST~hi~            | [BDAT 0, CHUNK, BDAT 4 LAST, <hi~>]
                    BDAT 2 LAST~hiNOOP~               | [BDAT 2 LAST, <hi~>, NOOP]
                    BDAT 11 LAST~a~.~NOOP             | [BDAT 11 LAST]
                    BDAT 12 LAST~a~.~QUIT~NOOP~       | [BDAT 12 LAST, <a~.~QUIT~>, NOOP]
                    BDAT 6 LAST~..~.a                 | [BDAT 6 LAST, <..~.a~>]
                    BDAT 3~a_r__n_BDAT 2 LAST~x_n_    | [BDAT 3, CHUNK, BDAT 2 LAST, BARE_LINE_END]
                    BDAT 2~a_r_BDAT 2 LAST~_n_x       | [BDAT 2, CHUNK, BDAT 2 LAST, <a~x~>]
                    BDAT 2 LAST~a_r_NOOP~             | [BDAT 2 LAST, BARE_LINE_END, NOOP]
                    BDAT 7 LAST~_n_DATA~NOOP~         | [BDAT 7 LAST, BARE_LINE_END, NOOP]
                    BDAT 8 LAST~_0_QUIT~_r_NOOP~      | [BDAT 8 LAST, BARE_LINE_END, NOOP]
                    DROP 6~QUIT~NOOP~                 | [DROP 6, DISCARDED, NOOP]
                    DROP 0~NOOP~                      | [DROP 0, DISCARDED, NOOP]
                    BDAT 50 LAST~_50_NOOP~            | [BDAT 50 LAST, <_50_~>, NOOP]
                    BDAT 51 LAST~_50_xNOOP~           | [BDAT 51 LAST, TOO_BIG, NOOP]
                    BDAT 50~_50_BDAT 1~xNOOP~         | [BDAT 50, CHUNK, BDAT 1, TOO_BIG, NOOP]
                    BDAT 4~hi~RSET~BDAT 3 LAST~x~     | [BDAT 4, CHUNK, RSET, BDAT 3 LAST, <x~>]
                    BDAT 2~h_r_RSET~BDAT 3 LAST~x~    | [BDAT 2, CHUNK, RSET, BDAT 3 LAST, <x~>]
                    """)
    void chunksAreCountedAndNothingInThemIsACommand(String input, String expected) {
        everyWay(octets(input), octets(expected));
    }

    private static String octets(String text) {
        return text.replace("_r_", "\r")
                .replace("_n_", "\n")
                .replace("_0_", "\0")
                .replace("_50_", "x".repeat(50));
    }

    /** What P1 makes of DATA is no end in a chunk either, wherever the chunks are cut. */
    @Property(tries = 500)
    void chunksComeToWhatTheirOctetsSay(@ForAll("hostile") String body, @ForAll("cuts") int cut) {
        BodyMemory memory = new BodyMemory(1 << 20, new SimpleMeterRegistry());
        int at = Math.min(cut, body.length());
        String first = "BDAT " + at + "\r\n" + body.substring(0, at);
        String last = "BDAT " + (body.length() - at) + " LAST\r\n" + body.substring(at);

        List<String> decoded = decode(memory, List.of((first + last + "NOOP\r\n").split("")));

        boolean isClean = body.replace("\r\n", "").chars().noneMatch(c -> "\r\n\0".indexOf(c) >= 0);
        boolean isShort = body.length() <= MESSAGE_MAX;
        String ended = body.isEmpty() || body.endsWith("\r\n") ? body : body + "\r\n";
        assertThat(decoded.contains("<" + mark(ended) + ">")).isEqualTo(isClean && isShort);
        assertThat(decoded.getLast()).isEqualTo("NOOP");
        assertThat(memory.used()).isZero();
    }

    @Provide
    Arbitrary<Integer> cuts() {
        return Arbitraries.integers().between(0, 40);
    }

    @Property(tries = 500)
    void anyOctetsComeToTheSameWhereverTheyAreSplit(@ForAll("hostile") String body) {
        BodyMemory memory = new BodyMemory(1 << 20, new SimpleMeterRegistry());
        String input = "DATA\r\n" + body + "\r\n.\r\nNOOP\r\n";

        List<String> whole = decode(memory, List.of(input));
        List<String> single = decode(memory, List.of(input.split("")));

        assertThat(single).isEqualTo(whole);
        assertThat(memory.used()).isZero();
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of("\r", "\n", ".", "\0", "x", "\r\n", "\r\n.", "DATA\r\n")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private static void everyWay(String marked, String expected) {
        String input = marked.replace("~", "\r\n");
        BodyMemory memory = new BodyMemory(1 << 20, new SimpleMeterRegistry());

        assertThat(decode(memory, List.of(input))).as("whole").hasToString(expected);
        assertThat(decode(memory, List.of(input.split("")))).as("single").hasToString(expected);
        for (int split = 1; split < input.length(); split++) {
            List<String> halves = List.of(input.substring(0, split), input.substring(split));
            assertThat(decode(memory, halves)).as("split at %d", split).hasToString(expected);
        }
        assertThat(memory.used()).isZero();
    }

    private static List<String> decode(BodyMemory memory, List<String> pieces) {
        SubmissionDecoder decoder =
                new SubmissionDecoder(
                        LINE_MAX, MESSAGE_MAX, memory, PooledByteBufAllocator.DEFAULT);
        List<String> decoded = new ArrayList<>();
        StringBuilder left = new StringBuilder();
        for (String piece : pieces) {
            left.append(piece);
            int unread = feed(decoder, left.toString(), decoded);
            left.delete(0, left.length() - unread);
        }
        decoder.close();
        return decoded;
    }

    /** Decodes all it can; the octets left over have to be fed again, as a connection does. */
    private static int feed(SubmissionDecoder decoder, String octets, List<String> decoded) {
        ByteBuf in = Unpooled.copiedBuffer(octets, StandardCharsets.ISO_8859_1);
        while (true) {
            Decoded next = decoder.decode(in);
            if (next instanceof Decoded.Incomplete) {
                int unread = in.readableBytes();
                in.release();
                return unread;
            }
            decoded.add(describe(next));
            if (next instanceof Decoded.Line(var line)) {
                obey(decoder, line.latin1());
            }
        }
    }

    private static void obey(SubmissionDecoder decoder, String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "LEGACY" -> decoder.receiveBody(OptionalLong.empty(), true);
            case "DATA" -> decoder.receiveBody(OptionalLong.empty(), false);
            case "BDAT" -> decoder.receiveChunk(Long.parseLong(words[1]), words.length > 2);
            case "DROP" -> decoder.discardChunk(Long.parseLong(words[1]));
            case "RSET" -> decoder.forgetChunks();
            default -> assertThat(line).as("a command").isNotNull();
        }
    }

    private static String describe(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Line(var line) -> line.latin1();
            case Decoded.Overlong(var beginning) -> "OVERLONG " + beginning.latin1();
            case Decoded.Refused(BodyEnd end) -> end.name();
            case Decoded.Message(Body body, var octets, boolean isConverted) -> {
                String text = mark(octets.latin1());
                body.release();
                yield "<" + text + ">";
            }
            case Decoded.Chunk _ -> "CHUNK";
            case Decoded.Discarded _ -> "DISCARDED";
            case Decoded.Incomplete _ -> throw new IllegalStateException("nothing was decoded");
        };
    }

    private static String mark(String text) {
        return text.replace("\r\n", "~");
    }
}
