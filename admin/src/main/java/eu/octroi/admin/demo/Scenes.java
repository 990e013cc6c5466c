// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

/**
 * The mails of the demo. Every run has its own recipients, so that it ends the same on a data
 * directory where an earlier run's recipients have objected. Immutable.
 *
 * @param run what makes this run's addresses different: letters and digits
 */
record Scenes(String run) {
    private static final String SENDER = "camille@exemple.fr";

    String marie() {
        return "marie@client-" + run + ".example";
    }

    String paul() {
        return "paul@refus-" + run + ".example";
    }

    private String lea() {
        return "lea@client-" + run + ".example";
    }

    SampleMail plainText() {
        return SampleMail.plain(
                SENDER,
                marie(),
                "Vos bureaux a Orleans",
                """
                Bonjour,

                Nous amenageons des bureaux a Orleans. En parlons-nous mardi ?

                Camille
                """);
    }

    SampleMail toTheOpposed() {
        return SampleMail.plain(SENDER, paul(), "Vos bureaux a Orleans", "Bonjour Paul\n");
    }

    /** Nobody without the recipient's key can put a clause into this one. */
    SampleMail encrypted() {
        return new SampleMail(
                SENDER,
                lea(),
                "Confidentiel",
                "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=\"=b=\"",
                "7bit",
                """
                --=b=
                Content-Type: application/pgp-encrypted

                Version: 1
                --=b=
                Content-Type: application/octet-stream

                -----BEGIN PGP MESSAGE-----
                hQEMA0FtcGxlAQf/
                -----END PGP MESSAGE-----
                --=b=--
                """);
    }

    SampleMail toTheOptedOut() {
        return SampleMail.plain(SENDER, marie(), "Une autre offre", "Bonjour Marie\n");
    }

    SampleMail htmlInBase64() {
        return new SampleMail(
                SENDER,
                lea(),
                "Nos bureaux en images",
                "text/html; charset=utf-8",
                "base64",
                """
                <!DOCTYPE html>
                <html lang="fr"><body>
                <p>Bonjour Léa, voici nos réalisations à Orléans.</p>
                </body></html>
                """);
    }

    SampleMail eightBitText() {
        return new SampleMail(
                SENDER,
                lea(),
                "Devis",
                "text/plain; charset=utf-8",
                "8bit",
                """
                Bonjour Léa,

                Le devis révisé s'élève à 1 200 €, posé et réglé à l'été.
                """);
    }
}
