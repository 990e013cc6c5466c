# SPDX-License-Identifier: Apache-2.0
"""Each client sends one mail in its own way and says whether it was taken."""

import email.message
import pathlib
import smtplib
import ssl
import subprocess
import typing

from street import PASSWORD

HERE = pathlib.Path(__file__).parent
FROM = "seller@t0.example"
ATTACHMENT = bytes(range(256)) * 40

MULTIPART = """From: Seller <seller@t0.example>
To: {to}
Subject: {marker} multipart
Date: Mon, 02 Nov 2026 09:00:00 +0000
Message-ID: <{marker}@t0.example>
Bcc: hidden@d.example
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Grüße, voilà: a text with 8-bit letters.
.A line that begins with a dot.
--b1
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<html lang=3D"en"><body><p>Voil=E0 the <b>HTML</b>.</p></body></html>
--b1--
"""


class Way(typing.NamedTuple):
    """How a client comes in."""

    mechanism: str = "PLAIN"
    implicit: bool = False
    password: str = PASSWORD

    def address(self, street):
        return street.smtps() if self.implicit else street.smtp()

    def __str__(self):
        return f"AUTH {self.mechanism} over {'implicit TLS' if self.implicit else 'STARTTLS'}"


WAYS = [Way(mechanism, implicit) for implicit in (False, True) for mechanism in ("PLAIN", "LOGIN")]
# Of these clients msmtp alone knows it, by GNU SASL.
SCRAM = "SCRAM-SHA-256"


def swaks(street, to, marker, way=Way()):
    host, port = way.address(street)
    command = ["swaks", "--server", host, "--port", str(port), "--from", FROM, "--to", to]
    command += ["--header", f"Subject: {marker} plain", "--body", "A plain text.\nTwo lines.\n"]
    command += ["--tls-on-connect" if way.implicit else "--tls", "--auth", way.mechanism]
    return run([*command, "--auth-user", "tool", "--auth-password", way.password])


def msmtp(street, to, marker, way=Way()):
    host, port = way.address(street)
    secret = street.directory / "password"
    secret.write_text(way.password)
    command = ["msmtp", "-C", "/dev/null", f"--host={host}", f"--port={port}", f"--from={FROM}"]
    command += [f"--auth={way.mechanism.lower()}", "--user=tool", f"--passwordeval=cat {secret}"]
    command += ["--tls=on", f"--tls-starttls={'off' if way.implicit else 'on'}"]
    command += [f"--tls-trust-file={street.directory}/cert.pem", to]
    return run(command, MULTIPART.format(to=to, marker=marker))


def curl(street, to, marker, way=Way()):
    host, port = way.address(street)
    mail = street.directory / "curl.eml"
    mail.write_bytes(MULTIPART.format(to=to, marker=marker).replace("\n", "\r\n").encode())
    url = f"{'smtps' if way.implicit else 'smtp'}://{host}:{port}/curl.example"
    command = ["curl", "-v", "-sS", "--url", url, "--ssl-reqd", "-k", "--mail-from", FROM]
    command += ["--user", f"tool:{way.password}", "--login-options", f"AUTH={way.mechanism}"]
    return run([*command, "--mail-rcpt", to, "--upload-file", str(mail)])


def python(street, to, marker, way=Way()):
    message = email.message.EmailMessage()
    message["From"], message["To"] = f"Séverine <{FROM}>", to
    message["Subject"] = f"{marker} données"
    message["Content-Language"] = "fr"
    message.set_content("Bonjour,\n\nvoici notre offre à découvrir.\n", cte="base64")
    message.add_alternative("<html lang='fr'><body><p>Voilà.</p></body></html>", subtype="html")
    message.add_attachment(ATTACHMENT, "application", "octet-stream", filename="offre.bin")
    try:
        with connection(street, way) as client:
            client.send_message(message)
        return True, ""
    except smtplib.SMTPException as refused:
        return False, str(refused)


def nodemailer(street, to, marker, way=Way()):
    host, port = way.address(street)
    command = ["node", str(HERE / "nodemailer.mjs"), host, str(port), FROM, to, marker]
    return run([*command, "implicit" if way.implicit else "starttls", way.mechanism, "tool", way.password])


ALL = (swaks, msmtp, curl, python, nodemailer)


def connection(street, way=Way()):
    """A session that may send."""
    unchecked = ssl.create_default_context()
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    if way.implicit:
        client = smtplib.SMTP_SSL(*street.smtps(), "client.example", timeout=20, context=unchecked)
    else:
        client = smtplib.SMTP(*street.smtp(), "client.example", timeout=20)
        client.starttls(context=unchecked)
    client.ehlo("client.example")
    client.user, client.password = "tool", way.password
    client.auth(way.mechanism, client.auth_plain if way.mechanism == "PLAIN" else client.auth_login)
    return client


def run(command, text=""):
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, errors="replace")
    return done.returncode == 0, done.stdout + done.stderr
