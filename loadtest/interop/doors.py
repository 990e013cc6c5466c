# SPDX-License-Identifier: Apache-2.0
"""Who may come in: every client by every way, and nobody else."""

import base64
import smtplib

import clients
from street import PASSWORD


def check(street):
    """Yields (what, whether it is well, details)."""
    for client in clients.ALL:
        for way in clients.WAYS:
            name = f"{client.__name__} with {way}"
            to = f"{client.__name__}-{way.mechanism}-{way.implicit}@d.example".lower()
            taken, said = client(street, to, "mark", way)
            arrived = street.to(to) if taken else []
            yield name, taken and len(arrived) == 1, f"{len(arrived)} mails; {said}"
    for client in clients.ALL:
        taken, said = client(street, "wrong@d.example", "wrong", clients.Way(password="wrong"))
        # curl names no code of a failed login unless it shows the dialogue.
        yield f"{client.__name__} with a wrong password: 535", not taken and "535" in said, said
    for implicit in (False, True):
        way = clients.Way(clients.SCRAM, implicit)
        to = f"scram-{implicit}@d.example".lower()
        taken, said = clients.msmtp(street, to, "mark", way)
        yield f"msmtp with {way}", taken and len(street.to(to)) == 1, said
    taken, said = clients.msmtp(street, "wrong@d.example", "wrong", clients.Way(clients.SCRAM, password="wrong"))
    yield "msmtp with SCRAM and a wrong password: 535", not taken and "535" in said, said
    yield from strangers(street)


def strangers(street):
    """In clear, and without AUTH."""
    response = base64.b64encode(f"\0tool\0{PASSWORD}".encode()).decode()
    for arguments in (f"PLAIN {response}", "PLAIN", "LOGIN"):
        with smtplib.SMTP(*street.smtp(), "client.example", timeout=20) as client:
            client.ehlo("client.example")
            offered = client.has_extn("auth")
            code, text = client.docmd("AUTH", arguments)
        yield f"AUTH {arguments[:6].strip()} in clear: 538", (code, offered) == (538, False), f"{code} {text}"
    for secured in (False, True):
        with smtplib.SMTP(*street.smtp(), "client.example", timeout=20) as client:
            if secured:
                client.starttls()
            client.ehlo("client.example")
            code, text = client.docmd("MAIL", f"FROM:<{clients.FROM}>")
            second, _ = client.docmd("RCPT", "TO:<x@d.example>")
        well = code == 530 and text.startswith(b"5.7.0") and second in (503, 530)
        yield f"without AUTH, {'over TLS' if secured else 'in clear'}: 530", well, f"{code} {text}, {second}"
    host, port = street.smtp()
    command = ["swaks", "--server", host, "--port", str(port), "--from", clients.FROM, "--to", "x@d.example"]
    taken, said = clients.run(command)
    yield "swaks without AUTH: 530", not taken and "530 5.7.0" in said, said
