# SPDX-License-Identifier: Apache-2.0
"""Drives real clients through the gateway and judges what comes out. Started by run.sh."""

import email
import email.policy
import signal
import smtplib
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import clients
import disk
import doors
import golden
import hops
import judge
import metrics
import mime
import relays
import signed
import smuggling
from street import Street


class Score:
    """One line per check, and how many failed."""

    def __init__(self):
        self.checks, self.failed, self.since = 0, 0, time.monotonic()

    def check(self, what, well, details=""):
        self.checks += 1
        self.failed += not well
        shown = " ".join(str(details).split())[-400:]
        print(f"{'ok    ' if well else 'FAILED'} {what}" + (f": {shown}" if shown and not well else ""), flush=True)
        return well


    def all(self, what, checks):
        """Runs a stage; one that breaks is a failed check, and the next ones still run."""
        try:
            for name, well, details in checks:
                self.check(f"{what}: {name}", well, details)
        except (OSError, LookupError, ValueError, AttributeError, subprocess.SubprocessError, smtplib.SMTPException) as broken:
            self.check(what, False, repr(broken))


def published_keys(street):
    """name -> TXT, as `octroi key dns` prints them."""
    printed = street.octroi("key", "dns")
    lines = (line.split("\t", 1) for line in printed.stdout.splitlines() if "\t" in line)
    return {name.rstrip("."): text.strip('"').encode() for name, text in lines}


def complete(street, dns):
    """Each client's mail arrives complete."""
    for client in clients.ALL:
        name = client.__name__
        taken, said = client(street, f"{name}@d.example", f"mark-{name}")
        arrived = street.to(f"{name}@d.example") if taken else []
        if len(arrived) != 1:
            yield name, False, f"{len(arrived)} mails; {said}"
            continue
        found = judge.faults(arrived[0], dns)
        yield f"{name}: clauses once, links, DKIM valid", not found, "; ".join(found)
        if client is clients.python:
            message = email.message_from_bytes(arrived[0], policy=email.policy.default)
            files = [part.get_content() for part in message.iter_attachments()]
            yield f"{name}: the attachment is unchanged", files == [clients.ATTACHMENT], ""


def opposition(street):
    """A listed person and one who clicks are refused, the second by the very next command."""
    added = street.octroi("suppress", "add", "opposed@d.example", "--controller", "acme")
    yield "suppress add", added.returncode == 0, added.stderr
    for client in clients.ALL:
        taken, said = client(street, "opposed@d.example", "mark-opposed")
        yield f"{client.__name__} is refused", not taken and "[opposed]" in said, said
    clients.swaks(street, "clicks@d.example", "mark-clicks")
    mail = street.to("clicks@d.example")[0]
    link = judge.one_click_url(email.message_from_bytes(mail, policy=email.policy.compat32))
    url = "http://%s:%d%s" % (*street.web(), urllib.parse.urlsplit(link).path)
    with urllib.request.urlopen(url, timeout=10) as page:
        yield "the page is shown", page.status == 200 and b"<form" in page.read(), ""
    with clients.connection(street) as client:
        client.mail(clients.FROM)
        before, _ = client.rcpt("clicks@d.example")
        with urllib.request.urlopen(url, data=b"List-Unsubscribe=One-Click", timeout=10) as answer:
            code, text = client.rcpt("Clicks@D.example")
    yield "one-click: 200", answer.status == 200, answer.status
    yield "one-click: refused at once", (before, code) == (250, 550) and b"[opposed]" in text, text


def stop(*_):
    """Once: what ends the processes must not be ended by a second signal."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit("time is over")


def main():
    signal.signal(signal.SIGTERM, stop)
    score = Score()
    with Street() as street:
        dns = published_keys(street)
        score.check("key dns names t0.example", "octroi._domainkey.t0.example" in dns, dns.keys())
        stages = {
            "clients": lambda: complete(street, dns),
            "doors": lambda: doors.check(street),
            "opposition": lambda: opposition(street),
            "mime": lambda: mime.check(street, dns),
            "golden": lambda: golden.check(street, dns),
            "signed": lambda: signed.check(street, dns),
            "hops": lambda: hops.check(street, dns),
            "relays": lambda: relays.check(street),
            "smuggling": lambda: smuggling.check(street),
            "disk": lambda: disk.check(street),
            "metrics": lambda: metrics.check(street),
        }
        for name in sys.argv[1:] or stages:
            score.all(name, stages[name]())
        if score.failed:
            print("--- the gateway's last lines\n" + street.log())
    print(f"{score.checks} checks, {score.failed} failed, {time.monotonic() - score.since:.0f} s")
    return 1 if score.failed else 0


if __name__ == "__main__":
    sys.exit(main())
