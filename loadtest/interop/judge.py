# SPDX-License-Identifier: Apache-2.0
"""What arrived, judged by Python's mail parser and by dkimpy: neither shares code with us."""

import email
import email.policy
import html
import re

import dkim

CLAUSE_A = re.compile(r"Why this message\?|Pourquoi ce message ?\?")
CLAUSE_B = re.compile(r"Prefer not to hear from us again\?|Vous ne souhaitez plus recevoir nos messages ?\?")
LINK = re.compile(r"https?://[^\s<>\"']+/u/[A-Za-z0-9_-]+")


def faults(octets, dns):
    """Everything wrong with one prospecting mail, as short texts; empty when all is right."""
    message = email.message_from_bytes(octets, policy=email.policy.default)
    found = list(signature_faults(octets, message, dns))
    found += [f"defect {type(d).__name__}" for part in message.walk() for d in part.defects]
    for part in displayed(message):
        text = shown(part)
        for name, clause in (("A", CLAUSE_A), ("B", CLAUSE_B)):
            if len(clause.findall(text)) != 1:
                found.append(f"clause {name} {len(clause.findall(text))} times in {part.get_content_type()}")
        links = set(LINK.findall(html.unescape(part.get_content())))
        if links != {one_click_url(octets)}:
            found.append(f"{len(links)} unsubscribe links in {part.get_content_type()}")
    if message["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
        found.append("List-Unsubscribe-Post is " + str(message["List-Unsubscribe-Post"]))
    if any(name.lower().startswith("x-octroi-") and name.lower() != "x-octroi-ref" for name in message.keys()):
        found.append("an X-Octroi field was left in")
    if "Bcc" in message:
        found.append("Bcc was left in")
    return found


def signature_faults(octets, message, dns):
    """DKIM: valid, and both List-Unsubscribe fields under it (RFC 8058 section 4)."""
    if "DKIM-Signature" not in message:
        yield "no DKIM signature"
        return
    try:
        valid = dkim.verify(octets, dnsfunc=lambda name, timeout=5: dns.get(name.decode().rstrip(".")))
    except dkim.DKIMException as broken:
        yield f"DKIM: {broken}"
        return
    if not valid:
        yield "DKIM signature is not valid"
    signature = re.sub(r"\s", "", str(message["DKIM-Signature"]))
    signed = re.search(r";h=([^;]*)", signature).group(1).lower().split(":")
    for field in ("from", "list-unsubscribe", "list-unsubscribe-post"):
        if field not in signed:
            yield f"{field} is not signed"


def one_click_url(octets):
    """The HTTPS URI of List-Unsubscribe."""
    message = email.message_from_bytes(octets, policy=email.policy.compat32)
    found = LINK.search(re.sub(r"\s", "", str(message["List-Unsubscribe"])))
    return found.group(0) if found else ""


def displayed(message):
    """The text parts a reader may see."""
    for part in message.walk():
        if part.get_content_maintype() == "text" and not part.is_attachment():
            yield part


def shown(part):
    """A part's words as a reader sees them, on one line."""
    text = part.get_content()
    if part.get_content_type() == "text/html":
        text = html.unescape(re.sub(r"(?s)<style.*?</style>|<[^>]*>", " ", text))
    return re.sub(r"\s+", " ", text)
