# SPDX-License-Identifier: Apache-2.0
"""Drives real clients through the gateway and judges what comes out. Started by run.sh."""

import email
import email.policy
import smtplib
import sys
import urllib.parse
import urllib.request

import clients
import judge
import metrics
import smuggling
from street import Street


class Score:
    """One line per check, and how many failed."""

    def __init__(self):
        self.checks, self.failed = 0, 0

    def check(self, what, well, details=""):
        self.checks += 1
        self.failed += not well
        shown = " ".join(str(details).split())[-400:]
        print(f"{'ok    ' if well else 'FAILED'} {what}" + (f": {shown}" if shown and not well else ""), flush=True)
        return well


def tried(score, stage, *arguments):
    """Runs a stage; one that breaks is a failed check, and the next ones still run."""
    try:
        return stage(*arguments)
    except (OSError, ValueError, KeyError, AttributeError, smtplib.SMTPException) as broken:
        score.check(stage.__name__, False, repr(broken))
        return b""


def published_keys(street):
    """name -> TXT, as `octroi key dns` prints them."""
    printed = street.octroi("key", "dns")
    lines = (line.split("\t", 1) for line in printed.stdout.splitlines() if "\t" in line)
    return {name.rstrip("."): text.strip('"').encode() for name, text in lines}


def deliveries(street, score, dns):
    """Each client's mail arrives complete; returns one of them."""
    last = b""
    for client in clients.ALL:
        name, marker = client.__name__, f"mark-{client.__name__}"
        taken, said = client(street, f"{name}@d.example", marker)
        if not score.check(f"{name}: taken", taken, said):
            continue
        arrived = street.wait_for(marker)
        if score.check(f"{name}: arrives once", len(arrived) == 1, f"{len(arrived)} mails"):
            last = arrived[0]
            found = judge.faults(last, dns)
            score.check(f"{name}: clauses once, links, DKIM valid", not found, "; ".join(found))
        if client is clients.python and arrived:
            message = email.message_from_bytes(arrived[0], policy=email.policy.default)
            files = [part.get_content() for part in message.iter_attachments()]
            score.check("python: the attachment is unchanged", files == [clients.ATTACHMENT])
    return last


def opposition(street, score, mail):
    """A listed person and one who clicks are refused, the second by the very next command."""
    added = street.octroi("suppress", "add", "opposed@d.example", "--controller", "acme")
    score.check("suppress add", added.returncode == 0, added.stderr)
    for client in clients.ALL:
        taken, said = client(street, "opposed@d.example", "mark-opposed")
        well = not taken and ("[opposed]" in said or client is clients.curl)
        score.check(f"{client.__name__}: an opposed recipient is refused", well, said)
    if not mail:
        score.check("one-click: there is a mail to click in", False)
        return
    message = email.message_from_bytes(mail, policy=email.policy.default)
    path = urllib.parse.urlsplit(judge.one_click_url(mail)).path
    url = "http://%s:%d%s" % (*street.web(), path)
    page = urllib.request.urlopen(url, timeout=10)
    score.check("the page is shown", page.status == 200 and b"<form" in page.read())
    answer = urllib.request.urlopen(url, data=b"List-Unsubscribe=One-Click", timeout=10)
    with clients.connection(street) as client:
        client.mail(clients.FROM)
        code, text = client.rcpt(str(message["To"]))
    score.check("one-click: 200", answer.status == 200)
    score.check("one-click: refused at once", code == 550 and b"[opposed]" in text, text)


def smuggled(street, score):
    """Nothing hidden in a message comes out as another one."""
    for sequence, well, details in smuggling.check(street):
        score.check(f"smuggling {sequence!r}: one mail or a refusal", well, details)


def metered(street, score):
    """What rules and dashboards ask for is there."""
    for what, well, details in metrics.check(street):
        score.check(what, well, details)


def main():
    score = Score()
    with Street() as street:
        if not score.check("credential hash", bool(street.password_hash)):
            print("       AUTH and STARTTLS are left out; clients come from a trusted network")
        dns = published_keys(street)
        score.check("key dns names t0.example", "octroi._domainkey.t0.example" in dns, dns.keys())
        mail = tried(score, deliveries, street, score, dns)
        tried(score, opposition, street, score, mail)
        tried(score, smuggled, street, score)
        tried(score, metered, street, score)
        if score.failed:
            print("--- the gateway's last lines\n" + street.log())
    print(f"{score.checks} checks, {score.failed} failed")
    return 1 if score.failed else 0


if __name__ == "__main__":
    sys.exit(main())
