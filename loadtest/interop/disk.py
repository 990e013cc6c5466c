# SPDX-License-Identifier: Apache-2.0
"""A gateway on a small disk that fills up: it refuses for now, says why, and loses nothing it took."""

import contextlib
import re
import shutil
import smtplib
import urllib.error
import urllib.request

import clients
from street import address, until

DISK_MEBIBYTES = 96
# The map of the caps is made whole at the start, which such a disk has no room for.
SMALL_CAPS = "caps: {contacts-max: 1000}\n"
SMALL_SEGMENTS = (
    "limits: {message-max: 1MiB}\nspool: {segment-size: 4MiB, free-space-min: 4MiB}\n" + SMALL_CAPS
)
BODY = b"An offer that goes on and on and on for quite a while, line by line.\r\n" * 3000


class Small:
    """A gateway of its own with its data on the small disk."""

    def __init__(self, street, data, settings):
        self.data, self.log = data, street.directory / f"{data.name}.log"
        configuration = street.directory / f"{data.name}.yaml"
        configuration.write_text((street.directory / "octroi.yaml").read_text() + settings)
        self.process = street.serve(configuration, data, self.log.name)

    def smtp(self):
        return address(self.data, "smtp")

    def ask(self, path):
        """Status and text of a page of the admin port."""
        try:
            with urllib.request.urlopen("http://%s:%d%s" % (*address(self.data, "admin"), path), timeout=10) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def send(self, to):
        """The code of the reply to the final dot, or of an earlier one that refuses."""
        head = f"From: Seller <{clients.FROM}>\r\nTo: <{to}>\r\nSubject: an offer\r\n\r\n"
        try:
            with clients.connection(self) as client:
                code = client.mail(clients.FROM)[0]
                if code != 250:
                    return code
                client.rcpt(to)
                return client.data(head.encode() + BODY)[0]
        except smtplib.SMTPConnectError as turned_away:
            return turned_away.smtp_code

    def is_ready(self):
        return self.ask("/readyz")[0] == 200

    def stop(self):
        self.process.terminate()
        return self.process.wait(30)


def check(street):
    """Yields (what, whether it is well, details)."""
    place, refused = street.tmpfs("disk", DISK_MEBIBYTES)
    if refused:
        yield f"skipped, since nothing can be mounted here ({refused})", True, ""
        return
    yield from full(street, place)
    yield from too_small(street, place)


def full(street, place):
    """Filled until it refuses, then to the last octet, then emptied again."""
    gateway, taken = Small(street, place / "filled", SMALL_SEGMENTS), []
    ballast = place / "ballast"
    code = 250
    while code == 250 and len(taken) < 2 * DISK_MEBIBYTES:
        code = offer(gateway, taken)
        grow(ballast, 1 << 20)
    yield "taken while there is room, then 452", taken and code == 452, f"{len(taken)} taken, then {code}"
    while grow(ballast, 1 << 14):
        pass
    code = offer(gateway, taken)
    yield "452 with no octet free, or 421 when that lasts", code in (452, 421), code
    status, said = gateway.ask("/readyz?verbose")
    yield "/readyz says that the spool has no room", status == 503 and "no room" in said and "free" in said, said
    yield "/livez stays well", gateway.ask("/livez")[0] == 200, ""
    before = len(taken)
    ballast.unlink()
    until(lambda: [1] * gateway.is_ready())
    code = offer(gateway, taken)
    yield "with room again: taken", code == 250 and len(taken) == before + 1, code
    lost = until(lambda: [1] * (not missing(street, taken))) or missing(street, taken)
    yield f"each of {len(taken)} mails taken arrives once", lost == [1], lost
    settled = until(lambda: re.findall(r"(?m)^octroi_spool_messages 0\.0$", gateway.ask("/metrics")[1]))
    yield "each is settled", settled, gateway.ask("/metrics")[1][-200:]
    ended = gateway.stop()
    said = gateway.log.read_text(errors="replace")
    yield "it stops cleanly and met no fault of its own", ended == 0 and "event=bug" not in said, said[-400:]
    shutil.rmtree(gateway.data)


def too_small(street, place):
    """No room for a single segment: it says so at start, is not ready and refuses for now."""
    gateway = Small(street, place / "tight", SMALL_CAPS)
    said = gateway.log.read_text(errors="replace")
    yield "serve says that there is no room", "warning: spool: no room" in said, said[-400:]
    status, page = gateway.ask("/readyz?verbose")
    yield "/readyz is red from the start", status == 503 and "spool.free-space-min" in page, page
    code = gateway.send("tight@d.example")
    yield "mail is answered 452", code == 452, code
    yield "it stops cleanly", gateway.stop() == 0, ""


def offer(gateway, taken):
    """One mail more; whom it is for is noted when it was taken."""
    to = f"disk-{len(taken)}@d.example"
    code = gateway.send(to)
    taken += [to] * (code == 250)
    return code


def missing(street, taken):
    """Who of them did not get exactly one mail."""
    envelopes = [mail.envelope for mail in street.mails()]
    return [to for to in taken if sum(f"<{to}>".encode() in envelope for envelope in envelopes) != 1]


def grow(file, octets):
    """False when nothing more fits."""
    with contextlib.suppress(OSError), open(file, "ab", buffering=0) as out:
        return out.write(bytes(octets)) == octets
    return False
