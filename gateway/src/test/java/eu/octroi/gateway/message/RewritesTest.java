// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.settings.Editing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The oracle itself: what is spoilt by hand in a message that left well is found, each time. */
final class RewritesTest {
    private static final String A = "Pourquoi ce message ?";
    private static final String B = "Vous ne souhaitez plus recevoir nos messages ?";

    private static final Octets MESSAGE =
            Fixture.message(
                    """
                    From: a@exemple.fr
                    Subject: x
                    X-Tool: 1
                    MIME-Version: 1.0
                    Content-Type: multipart/mixed; boundary=m

                    before the parts
                    --m
                    Content-Type: multipart/related; boundary=r

                    --r
                    Content-Type: multipart/alternative; boundary=t

                    --t
                    Content-Type: text/plain; charset=utf-8

                    Our offer in text.
                    --t
                    Content-Type: text/html; charset=utf-8

                    <p>Our offer in HTML.</p>
                    --t--
                    --r
                    Content-Type: image/png
                    Content-ID: <i@x>
                    Content-Transfer-Encoding: base64

                    QUJD
                    --r--
                    --m
                    Content-Type: text/plain; name=n.txt
                    Content-Disposition: attachment

                    a note
                    --m
                    Content-Type: application/pdf
                    Content-Disposition: attachment
                    Content-Transfer-Encoding: base64

                    QUJDREVGRw==
                    --m--
                    after the parts
                    """);

    private static final String PLAIN = between(sent(), "Our offer in text.", "\r\n--t\r\n");
    private static final String HTML = between(sent(), "<p>Our offer in HTML.</p>", "\r\n--t--");

    @Test
    void whatLeftIsSound() {
        assertThatCode(() -> judge(sent())).doesNotThrowAnyException();
    }

    /** One alternative without its clauses is enough. */
    @Test
    void clausesThatAreMissingInOneAlternativeAreMissed() {
        assertFails(sent().replace(PLAIN, "Our offer in text."));
        assertFails(sent().replace(HTML, "<p>Our offer in HTML.</p>"));
    }

    @Test
    void oneClauseThatIsMissingInOneAlternativeIsMissed() {
        assertFails(replaced(sent(), "Pourquoi ce message", "Pourquoi ce courrier"));
        assertFails(replaced(sent(), "Vous ne souhaitez plus", "Vous ne voulez plus"));
        assertFails(sent().replace(HTML, HTML.replace("Pourquoi ce message", "Pourquoi ce mot")));
        assertFails(sent().replace(HTML, HTML.replace("Vous ne souhaitez", "Vous ne voulez")));
    }

    @Test
    void clausesThatStandTwiceInOneAlternativeAreSeen() {
        assertFails(sent().replace(PLAIN, PLAIN + PLAIN.substring(18)));
        assertFails(sent().replace(HTML, HTML + HTML.substring(25)));
    }

    /** Each of these is read beside the offer, and says a clause again. */
    @ParameterizedTest
    @ValueSource(strings = {A, B})
    void oneClauseMoreAnywhereInATextIsSeen(String clause) {
        assertFails(sent().replace("Our offer in text.", "Our offer in text.\r\n" + clause));
        assertFails(sent().replace("<p>Our offer", "<p>" + clause + "</p><p>Our offer"));
    }

    @Test
    void aClauseThatNobodySeesIsMissed() {
        assertFails(sent().replace(HTML, "<div hidden>" + HTML + "</div>"));
        assertFails(sent().replace(HTML, HTML.replace("</p>", "</p><div style=display:none>")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    offer in text         | offre in text
                    offer in HTML         | offre in HTML
                    QUJD                  | QUJE
                    a note                | a nose
                    QUJDREVGRw            | QUJDREVGRg
                    before the parts      | before the darts
                    after the parts       | after the darts
                    Subject: x            | Subject: y
                    X-Tool: 1             | X-Tool: 2
                    Content-ID: <i@x>     | Content-ID: <j@x>
                    name=n.txt            | name=m.txt
                    image/png             | image/gif
                    multipart/related     | multipart/mixed
                    multipart/alternative | multipart/mixed
                    """)
    void anyOtherChangeIsSeen(String was, String is) {
        assertFails(replaced(sent(), was, is));
    }

    @Test
    void fieldsThatComeGoOrMoveAreSeen() {
        assertFails(sent().replace("X-Tool: 1\r\n", ""));
        assertFails(replaced(sent(), "X-Tool: 1\r\n", "X-Tool: 1\r\nX-Other: 2\r\n"));
        assertFails(replaced(sent(), "Content-ID: <i@x>\r\n", ""));
        assertFails(
                replaced(sent(), "X-Tool: 1\r\n", "")
                        .replace("From: a@exemple.fr\r\n", "X-Tool: 1\r\nFrom: a@exemple.fr\r\n"));
    }

    @Test
    void aPartThatIsLostIsMissed() {
        String out = sent();
        String note = between(out, "\r\n--m\r\nContent-Type: text/plain; name", "a note");
        String picture = between(out, "\r\n--r\r\nContent-Type: image/png", "QUJD");
        String pdf = between(out, "\r\n--m\r\nContent-Type: application/pdf", "QUJDREVGRw==");
        assertFails(out.replace(note + "a note", ""));
        assertFails(out.replace(picture + "QUJD", ""));
        assertFails(out.replace(pdf + "QUJDREVGRw==", ""));
        assertFails(out.replace(note + "a note", note + "a note" + note + "a note"));
    }

    /** The same leaves in another tree. */
    @Test
    void aPartThatMovedIsSeen() {
        String out = sent();
        String picture = between(out, "\r\n--r\r\nContent-Type: image/png", "QUJD") + "QUJD";
        String moved = picture.replace("--r\r\n", "--m\r\n");
        assertFails(out.replace(picture, "").replace("\r\n--r--", "\r\n--r--" + moved));
    }

    @Test
    void aWrappedMessageIsHeldToTheSame() {
        Octets pdf =
                Fixture.message(
                        """
                        From: a@exemple.fr
                        Subject: x
                        MIME-Version: 1.0
                        Content-Type: application/pdf
                        Content-Transfer-Encoding: base64

                        QUJDREVGRw==
                        """);
        String out = new String(Fixture.rewritten(pdf, Fixture.FRENCH), ISO_8859_1);
        assertThatCode(() -> judge(pdf, out, Treatment.Kind.WRAPPED)).doesNotThrowAnyException();

        for (String spoilt :
                new String[] {
                    out.replace("QUJDREVGRw", "QUJDREVGRg"),
                    out.replace("application/pdf", "application/zip"),
                    replaced(out, "Pourquoi ce message", "Pourquoi ce mot"),
                    out.substring(0, out.lastIndexOf("Vous ne souhaitez"))
                            + out.substring(out.lastIndexOf("Vous ne souhaitez") + 4)
                }) {
            assertThatThrownBy(() -> judge(pdf, spoilt, Treatment.Kind.WRAPPED))
                    .isInstanceOf(AssertionError.class);
        }
    }

    private static String sent() {
        return new String(Fixture.rewritten(MESSAGE, Fixture.FRENCH), ISO_8859_1);
    }

    /** What stands from one text up to another, the first with it. */
    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        int end = text.indexOf(to, start);
        if (start < 0 || end < 0) {
            throw new IllegalStateException("not in the message: " + from + " … " + to);
        }
        return text.substring(start, end);
    }

    /** The first of them only. */
    private static String replaced(String text, String was, String is) {
        return text.replaceFirst(Pattern.quote(was), Matcher.quoteReplacement(is));
    }

    private static void assertFails(String spoilt) {
        if (spoilt.equals(sent())) {
            throw new IllegalStateException("nothing was spoilt");
        }
        assertThatThrownBy(() -> judge(spoilt)).isInstanceOf(AssertionError.class);
    }

    private static void judge(String output) {
        judge(MESSAGE, output, Treatment.Kind.EDITED);
    }

    private static void judge(Octets message, String output, Treatment.Kind kind) {
        Rewrites.assertComplete(
                message, output.getBytes(ISO_8859_1), kind, Fixture.FRENCH, Editing.DEFAULT);
    }
}
