# SPDX-License-Identifier: Apache-2.0
"""What others signed still verifies behind the gateway: openssl and gpg say so, keys made on the spot."""

import email
import email.policy
import pathlib
import subprocess
import tempfile

import clients
import judge

TEXT = b"Content-Type: text/plain; charset=us-ascii\r\n\r\nBonjour, \r\n\r\n-- \r\nFrom here on.\r\n"
HEAD = f"From: Seller <{clients.FROM}>\r\nTo: x@d.example\r\nSubject: Offre\r\nMIME-Version: 1.0\r\n".encode()


def check(street, dns):
    """Yields (name, whether it is well, details)."""
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        smime, pgp = SMime(place), Pgp(place)
        for name, entity, verify in (
            ("S/MIME", smime.sign(TEXT), smime.verify),
            ("PGP/MIME", pgp.sign(TEXT), pgp.verify),
            ("inline PGP", pgp.inline("Bonjour Anne,\n\n- notre offre\n"), pgp.verify_inline),
        ):
            to = f"signed-{name.lower().replace('/', '').replace(' ', '')}@d.example"
            with clients.connection(street) as client:
                client.sendmail(clients.FROM, to, HEAD + entity)
            mail = street.to(to)[0]
            yield f"{name}: clauses once, links, DKIM valid", not judge.faults(mail, dns), judge.faults(mail, dns)
            done = verify(mail)
            yield f"{name}: the signature verifies", done.returncode == 0, done.stderr


def first_entity(octets):
    """The octets of the first part of a multipart, as they stand."""
    boundary = email.message_from_bytes(octets, policy=email.policy.compat32).get_boundary().encode()
    body = octets[octets.index(b"\r\n\r\n") + 2 :]
    start = body.index(b"\r\n--" + boundary + b"\r\n") + len(boundary) + 6
    return body[start : body.index(b"\r\n--" + boundary, start)]


def run(*command):
    return subprocess.run(command, capture_output=True, timeout=60)


class SMime:
    """A certificate and openssl."""

    def __init__(self, place):
        self.place, self.key, self.cert = place, place / "key.pem", place / "cert.pem"
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=seller", "-days", "2",
            "-keyout", self.key, "-out", self.cert)

    def sign(self, entity):
        (self.place / "entity").write_bytes(entity)
        done = run("openssl", "cms", "-sign", "-in", self.place / "entity", "-signer", self.cert, "-inkey", self.key,
                   "-md", "sha256")
        lines = done.stdout.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        return lines.removeprefix(b"MIME-Version: 1.0\r\n")

    def verify(self, mail):
        (self.place / "inner").write_bytes(first_entity(mail))
        return run("openssl", "cms", "-verify", "-noverify", "-in", self.place / "inner", "-out", "/dev/null")


class Pgp:
    """A key ring of its own and gpg."""

    def __init__(self, place):
        self.place, home = place, place / "gnupg"
        home.mkdir(mode=0o700)
        self.gpg = ("gpg", "--homedir", home, "--batch", "--quiet", "--passphrase", "", "--pinentry-mode", "loopback")
        run(*self.gpg, "--quick-gen-key", clients.FROM, "ed25519", "sign", "2d")

    def sign(self, entity):
        (self.place / "text").write_bytes(entity)
        done = run(*self.gpg, "--armor", "--detach-sign", "--output", "-", self.place / "text")
        kind = b'multipart/signed; boundary="s1"; micalg=pgp-sha512; protocol="application/pgp-signature"'
        signature = b"Content-Type: application/pgp-signature\r\n\r\n" + done.stdout.replace(b"\n", b"\r\n")
        return b"Content-Type: " + kind + b"\r\n\r\n--s1\r\n" + entity + b"\r\n--s1\r\n" + signature + b"\r\n--s1--\r\n"

    def verify(self, mail):
        inner = first_entity(mail)
        signature = email.message_from_bytes(inner).get_payload(1).get_payload(decode=True)
        (self.place / "signature").write_bytes(signature)
        (self.place / "arrived").write_bytes(first_entity(inner))
        return run(*self.gpg, "--verify", self.place / "signature", self.place / "arrived")

    def inline(self, text):
        (self.place / "plain").write_text(text)
        done = run(*self.gpg, "--clearsign", "--output", "-", self.place / "plain")
        return b"Content-Type: text/plain; charset=us-ascii\r\n\r\n" + done.stdout.replace(b"\n", b"\r\n")

    def verify_inline(self, mail):
        text = email.message_from_bytes(mail).get_payload(decode=True)
        (self.place / "inline").write_bytes(text)
        return run(*self.gpg, "--verify", self.place / "inline")
