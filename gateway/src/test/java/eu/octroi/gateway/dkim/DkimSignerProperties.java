// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages edited at random, verified by somebody else. */
final class DkimSignerProperties {
    private static final SigningFixture FIXTURE = SigningFixture.make();
    private static final DkimSigner SIGNER = SigningFixture.signer(RsaProvider.fastest());

    /**
     * What came over SMTP ends in one; verifiers differ on spaces at the end of a bare last line.
     */
    private static final String LINE_END = "\r\n";

    /** With the first octet of the body: the verifier takes an empty body for a CRLF. */
    private static final String HEAD =
            "From: a@exemple.fr\r\nTo:  b@client.example\r\nSubject: x\r\n y\r\n\r\n.";

    /** A body edit before it has a place: how far after the one before, how much it removes. */
    record Change(int skip, int remove, String text) {}

    @Property(tries = 300)
    void editedMessagesVerify(
            @ForAll("bodies") String body, @ForAll("changes") List<Change> changes) {
        EditedMessage message = new EditedMessage(Octets.of(HEAD + body), placed(body, changes));

        byte[] field = SIGNER.sign(FIXTURE.keys(), message).toByteArray();

        assertThat(FIXTURE.verifies(join(field, message.toByteArray()))).isTrue();
    }

    @Provide
    static Arbitrary<String> bodies() {
        return Arbitraries.of(
                        " ", "  ", "\t", "\r\n", "\r\n\r\n", "word", "two words", "=C3=A9", "é")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts) + LINE_END);
    }

    @Provide
    static Arbitrary<List<Change>> changes() {
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 20);
        Arbitrary<String> texts = Arbitraries.of("", " ", "\r\n", " \r\n", "clause", "a \t b\r\n");
        return Combinators.combine(small, small, texts).as(Change::new).list().ofMaxSize(8);
    }

    private static List<Edit> placed(String body, List<Change> changes) {
        List<Edit> edits = new ArrayList<>();
        edits.add(Edit.insert(0, Octets.of("List-Unsubscribe: <https://exemple.fr/u/A>\r\n")));
        int at = HEAD.length();
        int end = HEAD.length() + body.length() - LINE_END.length();
        for (Change change : changes) {
            int offset = outsideLineEnds(body, Math.min(at + change.skip(), end));
            int length = Math.min(change.remove(), end - offset);
            edits.add(new Edit(offset, withoutCutLineEnds(body, offset, length), text(change)));
            at = edits.getLast().end();
        }
        return edits;
    }

    /** An offset between CR and LF moves behind them. */
    private static int outsideLineEnds(String body, int offset) {
        return body.charAt(offset - HEAD.length()) == '\n' ? offset + 1 : offset;
    }

    /** Bare CR and LF never get this far, and verifiers differ on them: nothing is removed then. */
    private static int withoutCutLineEnds(String body, int offset, int length) {
        String removed = body.substring(offset - HEAD.length(), offset - HEAD.length() + length);
        return removed.contains("\r") || removed.contains("\n") ? 0 : length;
    }

    private static Octets text(Change change) {
        return Octets.of(change.text());
    }

    private static byte[] join(byte[] first, byte[] second) {
        String all =
                new String(first, StandardCharsets.ISO_8859_1)
                        + new String(second, StandardCharsets.ISO_8859_1);
        return all.getBytes(StandardCharsets.ISO_8859_1);
    }
}
