# SPDX-License-Identifier: Apache-2.0
"""Every golden mail of the gateway's tests, read by Python's parser: the same parts, and the clauses in them.

The same mails then pass through the gateway, and two programs nobody here wrote verify both signatures of each: dkimpy,
and mailauth, which has its own canonical forms and its own ed25519.
"""

import base64
import email
import email.policy
import json
import re
import subprocess

import judge
import mime
from relays import UNPACKED
from street import PROJECT, until

FOLDER = PROJECT / "gateway/src/test/resources/golden"
DROPPED = {"text/x-amp-html", "text/watch-html"}
BESIDE = ["multipart/alternative", "text/plain", "text/html"]

# Without a mark Python reads UTF-16 in the byte order of this machine, RFC 2781 in the other.
UNREADABLE = {"utf16-no-bom-plain"}

# What others signed in 8 bits nobody may encode, save Postfix here: it sends to a sink without 8BITMIME.
RECODED_BEHIND_US = {"signed-8bit"}


def check(street, dns):
    """Yields (name, whether it is well, details)."""
    yield from parsed()
    yield from verified(street, dns)


def verified(street, dns):
    """What the gateway takes of them: signed twice, and both signatures verify."""
    cases = sorted(f.parent for f in FOLDER.glob("*/out.eml") if f.parent.name not in RECODED_BEHIND_US)
    replies = [
        mime.attempt(street, f"golden-{n}@d.example", mime.ours((case / "in.eml").read_bytes()))
        for n, case in enumerate(cases)
    ]
    taken = sum(reply == "250" for reply in replies)
    arrived = until(lambda: [m for m in street.mails() if b"<golden-" in m.envelope], taken)
    names = [cases[int(re.search(rb"<golden-(\d+)@", m.envelope).group(1))].name for m in arrived]
    mails = [m.octets for m in arrived]
    yield f"{taken} of {len(cases)} are taken as they come", taken >= 150, set(replies) - {"250"}
    wrong = {name: said for name, mail in zip(names, mails) if (said := dkimpy(mail, dns))}
    yield f"dkimpy verifies {len(mails) - len(wrong)} of {taken}", len(mails) == taken and not wrong, wrong
    wanted = {name: "pass" for name in dns}
    wrong = {name: said for name, said in zip(names, mailauth(mails, dns)) if said != wanted}
    yield f"mailauth verifies {len(mails) - len(wrong)} of {taken}", len(mails) == taken and not wrong, wrong
    spoilt = mailauth([m.replace(b"\nSubject:", b"\nSubject: !", 1) for m in mails[:5]], dns)
    yield "mailauth sees what was changed", all("pass" not in ours.values() for ours in spoilt), spoilt


def dkimpy(mail, dns):
    return list(judge.signature_faults(mail, email.message_from_bytes(mail, policy=email.policy.compat32), dns))


def mailauth(mails, dns):
    """For each mail what mailauth says of each signature of ours, by the name of its key."""
    asked = {
        "dns": {name: text.decode() for name, text in dns.items()},
        "mails": [base64.b64encode(mail).decode() for mail in mails],
    }
    script = PROJECT / "loadtest/interop/verify.mjs"
    done = subprocess.run(["node", script, UNPACKED], input=json.dumps(asked), capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return [
        {found["key"]: found["result"] for found in results if found["key"] in dns}
        for results in json.loads(done.stdout)
    ]


def parsed():
    """Yields (name, whether it is well, details): one line for all, and one for each that is wrong."""
    cases = sorted(file.parent for file in FOLDER.glob("*/out.eml"))
    wrong = 0
    for case in cases:
        found = list(faults(case)) if case.name not in UNREADABLE else []
        wrong += bool(found)
        if found:
            yield case.name, False, "; ".join(found)
    yield f"{len(cases)} cases have their parts and their clauses", len(cases) >= 120 and not wrong, f"{wrong} have not"


def faults(case):
    before, after = ((case / name).read_bytes() for name in ("in.eml", "out.eml"))
    message = email.message_from_bytes(after, policy=email.policy.compat32)
    yield from judge.clause_faults(message)
    old, new = kinds(email.message_from_bytes(before, policy=email.policy.compat32)), kinds(message)
    if b'boundary="=_octroi_message_' in after:
        wanted = ["multipart/mixed"] + old + BESIDE
    else:
        wanted = [kind for kind in old if kind not in DROPPED]
    if new != wanted:
        yield f"parts {new} and not {wanted}"


def kinds(message):
    return [part.get_content_type() for part in message.walk()]
