# SPDX-License-Identifier: Apache-2.0
"""What comes of a recipient whom the next hop refuses for good, for now, or whose name is not ASCII."""

import email
import email.policy
import smtplib

import clients
import judge
from street import REFUSED, until

UTF8 = "délivré@u.example"


def check(street, dns):
    """Yields (what, whether it is well, details)."""
    for place in ("rcpt-1", "dot-1"):
        to = f"refused-{place}@d.example"
        send(street, to)
        reports = until(lambda: [m for m in street.mails() if is_report(m) and to.encode() in m.octets])
        found = [f"{len(reports)} reports"] if len(reports) != 1 else report_faults(reports[0].octets, to, REFUSED[place[:-2]])
        yield f"550 at {place[:-2]}: one report to the sender", not found, "; ".join(found)
        yield f"550 at {place[:-2]}: nothing arrives", not street.to(to, 0, 0), ""
    for place in ("rcpt-2", "dot-2"):
        to = f"later-{place}@d.example"
        send(street, to)
        arrived = street.to(to)
        found = judge.faults(arrived[0], dns) if len(arrived) == 1 else [f"{len(arrived)} mails"]
        asked = street.whims.asked.get(place)
        yield f"450 at {place[:-2]}: arrives at the second attempt", not found and asked == 2, f"{found} {asked}"
    yield from utf8(street, dns)


def utf8(street, dns):
    """SMTPUTF8 in the envelope and raw UTF-8 in the header; without the keyword it is refused."""
    try:
        send(street, UTF8, ["SMTPUTF8", "BODY=8BITMIME"])
    except smtplib.SMTPException as refused:
        yield "SMTPUTF8: taken", False, refused
        return
    arrived = until(street.boxes)
    found = [f"{len(arrived)} mails"]
    if len(arrived) == 1:
        message = email.message_from_bytes(arrived[0], policy=email.policy.SMTPUTF8)
        found = judge.faults(arrived[0], dns)
        found += [] if message["Subject"] == "été à venir" else [f"Subject {message['Subject']}"]
        found += [] if UTF8 in str(message["Delivered-To"]) else [f"to {message['Delivered-To']}"]
    yield "SMTPUTF8: arrives complete", not found, "; ".join(found)
    with clients.connection(street) as client:
        client.mail(clients.FROM)
        client.command_encoding = "utf-8"
        code, text = client.docmd("RCPT", f"TO:<{UTF8}>")
    yield "SMTPUTF8: not without the keyword", code == 553 and b"5.6.7" in text, f"{code} {text}"


def send(street, to, options=()):
    head = f"From: Seller <{clients.FROM}>\r\nTo: <{to}>\r\nSubject: {'été à venir' if options else 'an offer'}"
    octets = (head + "\r\nX-Secret: of the mail\r\n\r\nThe body of the mail.\r\n").encode()
    with clients.connection(street) as client:
        client.sendmail(clients.FROM, to, octets, mail_options=options)


def is_report(mail):
    return b"<>" in mail.envelope and b"<" + clients.FROM.encode() + b">" in mail.envelope


def report_faults(octets, to, status):
    """RFC 3464: what Python's parser reads in a report about one failed recipient."""
    message = email.message_from_bytes(octets, policy=email.policy.default)
    found = [f"defect {d}" for part in message.walk() for d in part.defects]
    if message.get_content_type() != "multipart/report" or message.get_param("report-type") != "delivery-status":
        return [*found, f"it is {message['Content-Type']}"]
    statuses = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    blocks = statuses[0].get_payload() if len(statuses) == 1 else []
    if len(blocks) != 2:
        return [*found, f"{len(blocks)} groups of fields"]
    for field, expected in (
        ("Final-Recipient", to),
        ("Action", "failed"),
        ("Status", status),
        ("Diagnostic-Code", "Nobody of that name"),
    ):
        if expected not in str(blocks[1][field]):
            found.append(f"{field}: {blocks[1][field]}")
    if b"The body of the mail" in octets:
        found.append("the body is quoted")
    return found
