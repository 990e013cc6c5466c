# SPDX-License-Identifier: Apache-2.0
"""Every golden mail of the gateway's tests, read by Python's parser: the same parts, and the clauses in them."""

import email
import email.policy

import judge
from street import PROJECT

FOLDER = PROJECT / "gateway/src/test/resources/golden"
DROPPED = {"text/x-amp-html", "text/watch-html"}
BESIDE = ["multipart/alternative", "text/plain", "text/html"]

# Without a mark Python reads UTF-16 in the byte order of this machine, RFC 2781 in the other.
UNREADABLE = {"utf16-no-bom-plain"}


def check():
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
