# SPDX-License-Identifier: Apache-2.0
"""What arrived, judged by Python's mail parser and by dkimpy: neither shares code with us."""

import email
import email.policy
import html
import itertools
import re

import dkim

TEXTS = ("text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown")
CLAUSE_A = re.compile(r"Why this message\?|Pourquoi ce message ?\?")
CLAUSE_B = re.compile(r"Prefer not to hear from us again\?|Vous ne souhaitez plus recevoir nos messages ?\?|" r"Pour ne plus recevoir nos messages \(")
LINK = re.compile(r"https?://[^\s<>\"']+/u/[A-Za-z0-9_-]+")


def faults(octets, dns):
    """Everything wrong with one prospecting mail, as short texts; empty when all is right."""
    message = email.message_from_bytes(octets, policy=email.policy.compat32)
    found = list(signature_faults(octets, message, dns)) + list(clause_faults(message))
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
    ours = [number for number, field in enumerate(message.get_all("DKIM-Signature")) if published_at(field) in dns]
    if len(ours) != len(dns):
        yield f"{len(ours)} DKIM signatures of ours for {len(dns)} keys"
    for number in ours:
        try:
            valid = dkim.DKIM(octets).verify(number, lambda name, timeout=5: dns.get(name.decode().rstrip(".")))
        except dkim.DKIMException as broken:
            yield f"DKIM: {broken}"
            return
        if not valid:
            yield f"DKIM signature {number} is not valid"
    signature = re.sub(r"\s", "", str(message["DKIM-Signature"]))
    signed = re.search(r";h=([^;]*)", signature).group(1).lower().split(":")
    for field in ("from", "list-unsubscribe", "list-unsubscribe-post"):
        if field not in signed:
            yield f"{field} is not signed"


def published_at(field):
    """The name in DNS at which a signature's key is."""
    tags = dict(tag.split("=", 1) for tag in re.sub(r"\s", "", str(field)).split(";") if "=" in tag)
    return f"{tags.get('s')}._domainkey.{tags.get('d')}"


def clause_faults(message):
    """Each clause once in whatever a reader may be shown, with the link of the header."""
    seen = [parts for parts in views(message) if parts]
    if not seen:
        yield "nothing to read in it"
    for parts in seen:
        text = " ".join(shown(part) for part in parts)
        for name, clause in (("A", CLAUSE_A), ("B", CLAUSE_B)):
            if len(clause.findall(text)) != 1:
                yield f"clause {name} {len(clause.findall(text))} times in {names(parts)}"
        links = {link for part in parts for link in LINK.findall(html.unescape(words(part)))}
        if links != {one_click_url(message)}:
            yield f"{len(links)} unsubscribe links in {names(parts)}"


def views(part):
    """The lists of text parts that a reader sees together: one list for each alternative."""
    if part.get_content_disposition() == "attachment":
        return [[]]
    kind = part.get_content_type()
    if not part.is_multipart():
        return [[part]] if kind in TEXTS else [[]]
    below = [views(child) for child in part.get_payload()]
    if kind == "multipart/alternative":
        return [view for child in below for view in child if view]
    if kind == "multipart/related":
        start = part.get_param("start")
        ids = [child["Content-ID"] for child in part.get_payload()]
        return below[ids.index(start) if start in ids else 0]
    if part.get_content_maintype() == "multipart":
        return [sum(views_of_each, []) for views_of_each in itertools.product(*below)]
    return [[]]


def names(parts):
    return "+".join(part.get_content_type() for part in parts)


def one_click_url(message):
    """The HTTPS URI of List-Unsubscribe."""
    found = LINK.search(re.sub(r"\s", "", str(message["List-Unsubscribe"])))
    return found.group(0) if found else ""


def words(part):
    """A text part decoded; its lines as they are."""
    octets = part.get_payload(decode=True)
    try:
        return octets.decode(part.get_content_charset("us-ascii"))
    except (LookupError, UnicodeDecodeError):
        return octets.decode("latin-1")


def shown(part):
    """A part's words as a reader sees them, on one line."""
    text = words(part)
    if part.get_content_type() == "text/html":
        text = html.unescape(re.sub(r"(?s)<style.*?</style>|<[^>]*>", " ", text))
    return re.sub(r"\s+", " ", text)


def differences(before, after):
    """What changed between two messages beyond two insertions in each text that is shown."""
    old, new = (email.message_from_bytes(m, policy=email.policy.compat32) for m in (before, after))
    if (new.get_boundary() or "").startswith("=_octroi_message_"):
        # Wrapped: what came stands whole in the first part.
        if before.partition(b"\r\n\r\n")[2] not in after:
            yield "wrapped, but not octet by octet"
        return
    edited = {id(part) for view in views(old) for part in view}
    yield from tree_differences(old, new, edited, "")


def tree_differences(old, new, edited, place):
    here = f"{place}/{old.get_content_type()}"
    if old.get_content_type() != new.get_content_type():
        yield f"{here} became {new.get_content_type()}"
        return
    yield from field_differences(old, new, here, id(old) in edited)
    if {type(d) for d in new.defects} - {type(d) for d in old.defects}:
        yield f"{here} has new defects {new.defects}"
    if not old.is_multipart():
        if new.is_multipart():
            yield f"{here} has parts now"
        elif id(old) in edited:
            if not is_completed(words(old), words(new)):
                yield f"{here}: other words {words(old)[:60]!r} {words(new)[:60]!r}"
        elif old.get_payload(decode=True) != new.get_payload(decode=True):
            yield f"{here}: other octets"
        return
    if (old.preamble, old.epilogue) != (new.preamble, new.epilogue):
        yield f"{here}: another preamble or epilogue"
    if not new.is_multipart() or len(old.get_payload()) != len(new.get_payload()):
        yield f"{here}: other parts"
        return
    for number, (one, other) in enumerate(zip(old.get_payload(), new.get_payload())):
        yield from tree_differences(one, other, edited, f"{here}[{number}]")


def field_differences(old, new, here, is_edited):
    """Every field is there as it was, in its order, but for those we own or must change."""
    own = {"bcc", "return-path"} | ({"content-type", "content-transfer-encoding"} if is_edited else set())
    kept = iter([(name, value) for name, value in new._headers])
    for field in old._headers:
        name = field[0].lower()
        if name in own or name.startswith("x-octroi-") or name == "content-transfer-encoding":
            continue
        if field not in kept:
            yield f"{here}: {field} is gone or elsewhere"
            return


def is_completed(old, new):
    """Whether `new` is `old` with something put in at two places at most."""
    start = common(old, new)
    end = common(old[start:][::-1], new[start:][::-1])
    return old[start : len(old) - end] in new[start : len(new) - end]


def common(one, other):
    """How many characters two texts begin with in common."""
    for number, (a, b) in enumerate(zip(one, other)):
        if a != b:
            return number
    return min(len(one), len(other))
