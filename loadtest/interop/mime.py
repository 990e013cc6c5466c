# SPDX-License-Identifier: Apache-2.0
"""Messages of every kind, sent octet by octet: the corpus beside the project and a matrix made here."""

import base64
import quopri
import re
import smtplib

import clients
import judge
from street import PROJECT, until

TEXT = "Bonjour{a},\r\n\r\nnotre offre{b} : 100 {c}.\r\n.Une ligne qui commence par un point.\r\n"
HTML = '<html lang="fr"><head><title>Offre{b}</title></head>\r\n<body>\r\n<p>Voil{a} : 100 {c}.</p>\r\n</body></html>\r\n'
LETTERS = {
    "us-ascii": ("", "", "EUR"),
    "utf-8": (" à tous", " œuvrée", "€"),
    "iso-8859-1": (" à tous", " créée", "francs"),
    "iso-8859-15": (" à tous", " œuvrée", "€"),
    "windows-1252": (" à tous", " œuvrée", "€"),
}
PICTURE = ("image/png", bytes(range(256)) * 3, 'Content-ID: <p@t0.example>\r\nContent-Disposition: inline; filename="p.png"')
PAPER = ("application/pdf", b"%PDF-1.4\r\n\n\r\0" + bytes(range(255, -1, -1)) * 5, 'Content-Disposition: attachment; filename="o.pdf"')
NOTE = "Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment; filename=\"n.txt\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\nà lire\r\n"


# Which of two texts would carry the clauses is not certain.
MAY_BE_REFUSED = {"mixed two texts"}


def leaf(kind, charset, encoding):
    a, b, c = LETTERS[charset]
    octets = (TEXT if kind == "plain" else HTML).format(a=a, b=b, c=c).encode(charset)
    if encoding == "base64":
        octets = base64.encodebytes(octets).replace(b"\n", b"\r\n")
    elif encoding == "quoted-printable":
        octets = b"".join(
            quopri.encodestring(line, header=False).replace(b"=\n", b"=\r\n") + b"\r\n"
            for line in octets.split(b"\r\n")[:-1]
        )
    else:
        encoding = "7bit" if charset == "us-ascii" else "8bit"
    return f"Content-Type: text/{kind}; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + octets


def binary(kind, octets, fields):
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{fields}\r\n\r\n"
    return head.encode() + base64.encodebytes(octets).replace(b"\n", b"\r\n")


def multi(kind, *parts):
    boundary = f"=_{kind}-{len(parts)}-{sum(map(len, parts))}".encode()
    body = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    return b"Content-Type: multipart/%s;\r\n boundary=\"%s\"\r\n\r\n" % (kind.encode(), boundary) + body + b"--" + boundary + b"--\r\n"


def made():
    """name -> message: every charset in every encoding, and the ways to nest them."""
    kinds = [(c, e) for c in LETTERS for e in ("as it is", "quoted-printable", "base64")]
    found = {}
    for number, (charset, encoding) in enumerate(kinds):
        plain, page = leaf("plain", charset, encoding), leaf("html", charset, encoding)
        other = leaf("plain", *kinds[(number + 7) % len(kinds)])
        name = f"{charset} {encoding}"
        found["plain " + name], found["html " + name] = plain, page
        found["alternative " + name] = multi("alternative", other, page)
        related = multi("related", page, binary(*PICTURE))
        found["nested " + name] = multi("mixed", multi("alternative", other, related), binary(*PAPER), NOTE.encode())
    found["related around alternative"] = multi("related", multi("alternative", plain, page), binary(*PICTURE))
    found["mixed text and file"] = multi("mixed", plain, binary(*PAPER))
    found["mixed two texts"] = multi("mixed", plain, other, binary(*PAPER))
    found["forwarded mail"] = multi("mixed", plain, b"Content-Type: message/rfc822\r\n\r\nFrom: x@y.example\r\nSubject: in it\r\n\r\nText.\r\n")
    head = f"From: Seller <{clients.FROM}>\r\nTo: x@d.example\r\nSubject: =?utf-8?Q?=C3=A9t=C3=A9?=\r\n folded\r\nBcc: y@d.example\r\nMIME-Version: 1.0\r\n"
    return {name: head.encode() + octets for name, octets in found.items()}


def corpus():
    """name -> message of the corpus, from our sender; nothing else is changed."""
    files = (above.glob("shared/corpus/mime/*.msg") for above in PROJECT.parents)
    found = next(filter(None, map(sorted, files)), [])
    return {file.name: ours(file.read_bytes()) for file in found}


def ours(octets):
    sender = f"From: Seller <{clients.FROM}>\r\n".encode()
    head, blank, body = octets.partition(b"\r\n\r\n")
    changed, count = re.subn(rb"(?im)^From:.*(\r\n[ \t].*)*(\r\n|\Z)", sender, head + b"\r\n")
    return (changed if count else sender + head + b"\r\n") + blank[2:] + body


def check(street, dns):
    """Yields (name, whether it is well, details): complete and else unchanged, or refused by name."""
    sent = corpus()
    yield "the corpus is there", len(sent) > 20, "no shared/corpus/mime beside the project or above it"
    sent.update(made())
    replies = {name: attempt(street, f"case-{n}@d.example", m) for n, (name, m) in enumerate(sent.items())}
    taken = sum(reply.startswith("250") for reply in replies.values())
    until(lambda: [m for m in street.mails() if b"<case-" in m.envelope], taken)
    arrived = street.mails()
    for number, (name, reply) in enumerate(replies.items()):
        mails = [m.octets for m in arrived if f"<case-{number}@d.example>".encode() in m.envelope]
        if reply.startswith("250"):
            found = [f"{len(mails)} mails"] if len(mails) != 1 else judge.faults(mails[0], dns)
            found += judge.differences(sent[name], mails[0]) if mails else []
        else:
            found = [] if not mails and is_named(reply) else [f"{len(mails)} mails after {reply}"]
        yield f"{name}: {'complete' if reply.startswith('250') else reply[:40]}", not found, "; ".join(found)
    odd = {name for name, reply in replies.items() if name in made() and not reply.startswith("250")}
    odd -= MAY_BE_REFUSED
    yield "nothing of the matrix is refused", not odd, odd


def is_named(reply):
    """Refused with a tag, or for a bare CR, LF or NUL (H-05)."""
    return re.match(r"5\d\d \d\.\d\.\d \[[a-z-]+\]|5\d\d 5\.5\.2 ", reply) is not None


def attempt(street, to, octets):
    with clients.connection(street) as client:
        try:
            options = ["BODY=8BITMIME"] if max(octets) > 127 else []
            client.sendmail(clients.FROM, to, octets, mail_options=options)
            return "250"
        except smtplib.SMTPDataError as refused:
            return f"{refused.smtp_code} {refused.smtp_error.decode()}"
