# SPDX-License-Identifier: Apache-2.0
"""Sequences that some servers take for the end of a message and others do not (CVE-2023-51764)."""

import smtplib
import time

from clients import FROM, connection

SEQUENCES = (
    b"\n.\n",
    b"\n.\r\n",
    b"\r\n.\n",
    b"\r.\r",
    b"\r.\r\n",
    b"\r\n.\r",
    b"\r\n.\r\r\n",
    b"\n\n.\r\n",
    b"\r\n\x00.\r\n",
    b"\r\n.\x00\r\n",
    b"\n.\n\x00",
    # In order, so that they are passed on; what comes out must not end there either.
    b"\r\n..\r\n",
    b"\r\n. \r\n",
    b"\r\n.\t.\r\n",
    b"\r\n..\r\n..\r\n",
)


def check(street, connect=connection, name="postfix"):
    """Yields (sequence, whether all is well, what happened) for each."""
    replies, fence = {}, f"fence-{name}@d.example"
    for number, sequence in enumerate(SEQUENCES):
        marker = f"smuggle-{name}-{number}-{time.time_ns()}"
        replies[marker] = sequence, attempt(connect(street), marker, sequence)
    # Honest mail sent after them shows that everything before has gone through.
    with connect(street) as client:
        client.sendmail(FROM, fence, message("fence-" + name, b"A fence.\r\n"))
    yield "the mail after them arrives", len(street.to(fence)) == 1, "the mail after them did not arrive"
    # A relay behind us may hand on in another order.
    for marker, (_, reply) in replies.items():
        if reply.startswith("250"):
            street.to(f"{marker}@d.example")
    mails = street.mails()
    for marker, (sequence, reply) in replies.items():
        arrived = [m for m in mails if b"<" + marker.encode() in m.octets]
        split = [m for m in mails if b"inner-" + marker.encode() in headers(m.octets)]
        split += [m for m in arrived if b"<victim@" in m.envelope]
        well = not split and len(arrived) == (1 if reply.startswith("250") else 0) and reply[:1] in "245"
        yield f"{sequence!r}: one mail or a refusal", well, f"{reply}; {len(arrived)} mail, {len(split)} smuggled"


def attempt(client, marker, sequence):
    """Says one mail with another one inside; the reply to its end."""
    inner = (
        b"MAIL FROM:<" + FROM.encode() + b">\r\nRCPT TO:<victim@d.example>\r\nDATA\r\n"
        + message("inner-" + marker, b"Smuggled.\r\n")
    )
    try:
        client.mail(FROM)
        client.rcpt(f"{marker}@d.example")
        client.docmd("DATA")
        client.send(message(marker, b"Before." + sequence + inner) + b"\r\n.\r\n")
        return " ".join(str(part) for part in client.getreply())
    except (smtplib.SMTPException, OSError) as closed:
        return f"421 closed: {closed}"
    finally:
        client.close()


def message(marker, body):
    fields = f"From: {FROM}\r\nTo: x@d.example\r\nSubject: {marker}\r\nMessage-ID: <{marker}@t0.example>"
    return fields.encode() + b"\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\n\r\n" + body


def headers(octets):
    return octets.split(b"\r\n\r\n", 1)[0]
