# SPDX-License-Identifier: Apache-2.0
"""Each client sends one mail in its own way and says whether it was taken."""

import email.message
import pathlib
import smtplib
import ssl
import subprocess

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


def swaks(street, to, marker):
    host, port = street.smtp()
    command = ["swaks", "--server", host, "--port", str(port), "--from", FROM, "--to", to]
    command += ["--header", f"Subject: {marker} plain", "--body", "A plain text.\nTwo lines.\n"]
    if street.password_hash:
        command += ["--tls", "--auth", "PLAIN", "--auth-user", "tool", "--auth-password", PASSWORD]
    return run(command)


def msmtp(street, to, marker):
    host, port = street.smtp()
    command = ["msmtp", "-C", "/dev/null", f"--host={host}", f"--port={port}", f"--from={FROM}"]
    if street.password_hash:
        secret = street.directory / "password"
        secret.write_text(PASSWORD)
        command += ["--auth=plain", "--user=tool", f"--passwordeval=cat {secret}", "--tls=on"]
        command += [f"--tls-trust-file={street.directory}/cert.pem", "--tls-starttls=on"]
    return run([*command, to], MULTIPART.format(to=to, marker=marker))


def curl(street, to, marker):
    host, port = street.smtp()
    mail = street.directory / "curl.eml"
    mail.write_bytes(MULTIPART.format(to=to, marker=marker).replace("\n", "\r\n").encode())
    command = ["curl", "-sS", "--url", f"smtp://{host}:{port}/curl.example", "--mail-from", FROM]
    if street.password_hash:
        command += ["--ssl-reqd", "-k", "--user", f"tool:{PASSWORD}"]
    return run([*command, "--mail-rcpt", to, "--upload-file", str(mail)])


def python(street, to, marker):
    message = email.message.EmailMessage()
    message["From"], message["To"] = f"Séverine <{FROM}>", to
    message["Subject"] = f"{marker} données"
    message["Content-Language"] = "fr"
    message.set_content("Bonjour,\n\nvoici notre offre à découvrir.\n", cte="base64")
    message.add_alternative("<html lang='fr'><body><p>Voilà.</p></body></html>", subtype="html")
    message.add_attachment(ATTACHMENT, "application", "octet-stream", filename="offre.bin")
    try:
        with connection(street) as client:
            client.send_message(message)
        return True, ""
    except smtplib.SMTPException as refused:
        return False, str(refused)


def nodemailer(street, to, marker):
    host, port = street.smtp()
    user = ["tool", PASSWORD] if street.password_hash else []
    return run(["node", str(HERE / "nodemailer.mjs"), host, str(port), FROM, to, marker, *user])


ALL = (swaks, msmtp, curl, python, nodemailer)


def connection(street):
    """A session that may send."""
    client = smtplib.SMTP(*street.smtp(), timeout=20)
    client.ehlo("client.example")
    if street.password_hash:
        unchecked = ssl.create_default_context()
        unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
        client.starttls(context=unchecked)
        client.login("tool", PASSWORD)
    return client


def run(command, text=None):
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60)
    return done.returncode == 0, done.stdout + done.stderr
