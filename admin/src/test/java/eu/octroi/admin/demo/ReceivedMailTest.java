// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

final class ReceivedMailTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # encoding         | charset    | body           | text
                    7bit               | us-ascii   | hello          | hello
                    base64             | utf-8      | w6l0w6k=       | été
                    quoted-printable   | iso-8859-1 | =E9t=E9        | été
                    Quoted-Printable   | "utf-8"    | =C3=A9t=C3=A9  | été
                    """)
    void theBodyIsReadAsItsReaderSeesIt(String encoding, String charset, String body, String text) {
        ReceivedMail mail =
                mail(
                        "Content-Type: text/plain;\r\n charset="
                                + charset
                                + "\r\nContent-Transfer-Encoding: "
                                + encoding,
                        body);

        assertThat(mail.text()).isEqualTo(text);
    }

    @Test
    void aSoftLineBreakJoins() {
        ReceivedMail mail =
                mail("Content-Transfer-Encoding: quoted-printable", "one=\r\n two\r\nthree\r\n");

        assertThat(mail.text().lines()).containsExactly("one two", "three");
    }

    @Test
    void theWebLinkIsTakenFromAFoldedField() {
        ReceivedMail mail =
                mail("List-Unsubscribe: <mailto:stop@b.example>,\r\n\t<https://b.example/u/x>", "");

        assertThat(mail.unsubscribeLink()).contains("https://b.example/u/x");
    }

    @Test
    void aChangedLineOfTheSenderIsAFault() {
        SampleMail sent = SampleMail.plain("a@b.example", "c@d.example", "s", "one\ntwo\n");

        List<String> faults = Inspection.faults(sent, mail("Subject: s", "one\r\n2\r\n"));

        assertThat(faults).contains("the sender's own text has changed");
    }

    private static ReceivedMail mail(String header, String body) {
        return ReceivedMail.parse(
                (header + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
    }
}
