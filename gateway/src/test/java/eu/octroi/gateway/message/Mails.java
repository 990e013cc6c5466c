// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Well-formed messages of every shape: types, nesting, charsets, encodings, hostile boundaries. */
final class Mails {
    private static final List<String> CHARSETS =
            List.of(
                    "us-ascii",
                    "utf-8",
                    "iso-8859-1",
                    "iso-8859-15",
                    "windows-1252",
                    "koi8-r",
                    "utf-16",
                    "utf-16le",
                    "utf-32be",
                    "shift_jis",
                    "euc-kr",
                    "big5",
                    "gb18030",
                    "iso-2022-jp",
                    "iso-2022-kr");

    private static final List<String> WORDS =
            List.of(
                    "bonjour",
                    "-- ",
                    "--b",
                    "From x",
                    ".",
                    "é",
                    "œ€’",
                    "日本語",
                    "한국",
                    "Привет",
                    "表ソ",
                    " ",
                    "=",
                    "=3D",
                    "x ",
                    "\t",
                    ">",
                    "\r\n",
                    "\r\n\r\n",
                    "\r\n",
                    "a",
                    "~\\");

    private static final List<String> TAGS =
            List.of("<p>", "</p>", "<b>", "</b>", "<br>", "<div>", "</div>", "&amp;", "<!-- c -->");

    /** What RFC 2046 section 5.1.1 allows in a boundary, with what trips up parsers. */
    private static final List<String> BOUNDARIES =
            List.of("b", "=_x", "--", "----=_NextPart_000_", "a b", "x'()+_,-./:=?", "From ", ".");

    private Mails() {}

    /** A part with its Content-* fields, before the empty line and its body after it. */
    private record Entity(String fields, Octets body) {}

    static Arbitrary<Octets> messages() {
        AtomicInteger boundaries = new AtomicInteger();
        return entity(3, boundaries).map(Mails::message);
    }

    private static Octets message(Entity root) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ascii(out, "From: a@exemple.fr\r\nSubject: x\r\nMIME-Version: 1.0\r\n");
        ascii(out, root.fields());
        ascii(out, "\r\n");
        out.writeBytes(root.body().toByteArray());
        return Octets.of(out.toByteArray());
    }

    private static Arbitrary<Entity> entity(int depth, AtomicInteger boundaries) {
        Arbitrary<Entity> leaf = Arbitraries.oneOf(text(), text(), text(), text(), file());
        return depth == 0 ? leaf : Arbitraries.oneOf(leaf, multipart(depth, boundaries));
    }

    private static Arbitrary<Entity> multipart(int depth, AtomicInteger boundaries) {
        return Combinators.combine(
                        Arbitraries.of("mixed", "alternative", "related", "parallel", "signed"),
                        Arbitraries.lazy(() -> entity(depth - 1, boundaries)).list().ofSize(2),
                        Arbitraries.of(BOUNDARIES),
                        Arbitraries.of("", "a preamble\r\n", "\r\n"),
                        Arbitraries.of("", "\r\nan epilogue\r\n", "\r\n"))
                .as(
                        (type, children, boundary, preamble, epilogue) ->
                                multipart(
                                        type,
                                        children,
                                        boundary + "z" + boundaries.incrementAndGet() + "z",
                                        preamble,
                                        epilogue));
    }

    private static Entity multipart(
            String type, List<Entity> children, String boundary, String preamble, String epilogue) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ascii(out, preamble);
        for (Entity child : children) {
            ascii(out, "--" + boundary + "\r\n" + child.fields() + "\r\n");
            out.writeBytes(child.body().toByteArray());
            ascii(out, "\r\n");
        }
        ascii(out, "--" + boundary + "--" + epilogue);
        String fields =
                "Content-Type: multipart/" + type + ";\r\n boundary=\"" + boundary + "\"\r\n";
        boolean eightBit = Octets.of(out.toByteArray()).hasEightBit();
        return new Entity(
                fields + (eightBit ? "Content-Transfer-Encoding: 8bit\r\n" : ""),
                Octets.of(out.toByteArray()));
    }

    private static Arbitrary<Entity> file() {
        return Arbitraries.of(
                new Entity(
                        lines(
                                """
                                Content-Type: application/pdf; name=a.pdf
                                Content-Disposition: attachment
                                Content-Transfer-Encoding: base64
                                """),
                        Octets.of("QUJDREVGRw==")),
                new Entity(
                        lines(
                                """
                                Content-Type: image/png
                                Content-ID: <i@x>
                                Content-Transfer-Encoding: base64
                                """),
                        Octets.of("QUJD\r\n")));
    }

    private static String lines(String text) {
        return text.replace("\n", "\r\n");
    }

    private static Arbitrary<Entity> text() {
        return Combinators.combine(
                        Arbitraries.of(CHARSETS),
                        Arbitraries.of("8bit", "quoted-printable", "base64"),
                        Arbitraries.of(WORDS).list().ofMaxSize(20).map(w -> String.join("", w)),
                        Arbitraries.of(TAGS).list().ofMaxSize(8).map(w -> String.join("", w)),
                        Arbitraries.of("plain", "plain; format=flowed", "html"))
                .as(Mails::text);
    }

    private static Entity text(
            String charset, String encoding, String words, String tags, String type) {
        Charset known = Charset.forName(charset);
        String text = carried(type.equals("html") ? tags + words.replace("<", "") : words, known);
        boolean wide = charset.startsWith("utf-16") || charset.startsWith("utf-32");
        String used = wide ? "base64" : encoding;
        return new Entity(
                "Content-Type: text/"
                        + type
                        + "; charset="
                        + charset
                        + "\r\n"
                        + "Content-Transfer-Encoding: "
                        + used
                        + "\r\n",
                Octets.of(encode(text.getBytes(known), used)));
    }

    /** What the charset can carry of the text. */
    private static String carried(String text, Charset charset) {
        StringBuilder carried = new StringBuilder();
        text.codePoints()
                .mapToObj(Character::toString)
                .filter(c -> c.equals(new String(c.getBytes(charset), charset)))
                .forEach(carried::append);
        return carried.toString();
    }

    private static byte[] encode(byte[] octets, String encoding) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encoder = MimeUtility.encode(out, encoding)) {
            encoder.write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
