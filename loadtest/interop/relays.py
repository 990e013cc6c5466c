# SPDX-License-Identifier: Apache-2.0
"""Client -> a relay -> gateway -> the same relay -> smtp-sink: Exim, OpenSMTPD, Haraka and Postfix on both sides."""

import email
import email.policy
import pathlib
import re
import shutil
import smtplib

import clients
import judge
import smuggling
from street import LAUNCHER, free_port, run, until, wait_for_port

UNPACKED = pathlib.Path(__file__).resolve().parents[1] / "target" / "interop"

EXIM = """primary_hostname = exim.example
local_interfaces = 127.0.0.1
daemon_smtp_ports = {front} : {back}
spool_directory = {place}/spool
log_file_path = {place}/log/%slog
pid_file_path = {place}/pid
exim_path = {program}
never_users =
keep_environment =
host_lookup =
tls_advertise_hosts =
acl_smtp_rcpt = accept
acl_smtp_data = accept
begin routers
back:
  driver = manualroute
  condition = ${{if eq{{$received_port}}{{{back}}}}}
  domains = *
  route_list = * 127.0.0.1
  self = send
  transport = sink
front:
  driver = manualroute
  domains = *
  route_list = * 127.0.0.1
  self = send
  transport = gateway
begin transports
sink:
  driver = smtp
  port = {sink}
  allow_localhost
gateway:
  driver = smtp
  port = {gateway}
  allow_localhost
begin retry
* * F,1h,1s
"""

OPENSMTPD = """listen on 127.0.0.1 port {front} tag FRONT
listen on 127.0.0.1 port {back} tag BACK
action gateway relay host smtp://127.0.0.1:{gateway} helo opensmtpd.example
action sink relay host smtp://127.0.0.1:{sink} helo opensmtpd.example
match tag FRONT from any for any action gateway
match tag BACK from any for any action sink
"""


class Relay:
    """One relay on two ports: what comes to `front` goes to the gateway, what comes to `back` to the sink."""

    def __init__(self, street, name):
        self.name, self.street = name, street
        self.place = street.directory / name
        self.place.mkdir(mode=0o755)
        self.ports = {"front": free_port(), "back": free_port(), "gateway": free_port(), "sink": street.sink_port}

    def start(self):
        getattr(self, "_" + self.name)()
        for side in ("front", "back"):
            wait_for_port(self.ports[side])

    def log(self):
        files = [*self.place.glob("log/*"), *(log for log in [self.place / "log"] if log.is_file()), *self.street.directory.glob(self.name + "*.log")]
        return "\n".join(file.read_text(errors="replace") for file in files)

    def _exim(self):
        program = UNPACKED / "relays" / "usr" / "sbin" / "exim4"
        for part in ("spool", "log"):
            (self.place / part).mkdir()
            shutil.chown(self.place / part, "Debian-exim")
        self._write("conf", EXIM.format(place=self.place, program=program, **self.ports))
        self._start(program, "-C", self.place / "conf", "-bdf", "-q1s")

    def _opensmtpd(self):
        # These two are compiled in, as is the control socket: one at a time on a machine.
        for part, mode in (("/var/lib/opensmtpd/empty", 0o755), ("/var/spool/smtpd", 0o711)):
            pathlib.Path(part).mkdir(parents=True, exist_ok=True)
            pathlib.Path(part).chmod(mode)
        self._write("conf", OPENSMTPD.format(**self.ports))
        self._start(UNPACKED / "relays" / "usr" / "sbin" / "smtpd", "-d", "-f", self.place / "conf")

    def _postfix_before(self):
        self.ports["back"] = self.street.postfix_port
        self.street.postfix(self.place, self.ports["front"], self.ports["gateway"])

    def _haraka(self):
        for side, target in (("front", "gateway"), ("back", "sink")):
            home = self.place / side
            (home / "config").mkdir(parents=True)
            shutil.copy(UNPACKED / "node_modules" / "Haraka" / "config" / "connection.ini", home / "config")
            self._write(f"{side}/config/smtp.ini", f"listen=127.0.0.1:{self.ports[side]}\nnodes=0\n")
            self._write(f"{side}/config/smtp_forward.ini", f"host=127.0.0.1\nport={self.ports[target]}\nenable_tls=false\n")
            self._write(f"{side}/config/plugins", "relay_all_here\nqueue/smtp_forward\n")
            self._write(f"{side}/config/me", "haraka.example\n")
            self._write(f"{side}/plugins/relay_all_here.js", "exports.hook_rcpt = (next) => next(OK)\n")
            self._start(UNPACKED / "node_modules" / ".bin" / "haraka", "-c", home)

    def _write(self, name, text):
        (self.place / name).parent.mkdir(parents=True, exist_ok=True)
        (self.place / name).write_text(text)

    def _start(self, *command):
        log = f"{self.name}-{len(self.street.started)}.log"
        self.street.start([str(part) for part in command], log)


def check(street):
    """Yields (what, whether it is well, details)."""
    for name in ("exim", "opensmtpd", "haraka", "postfix_before"):
        before = len(street.started)
        relay = Relay(street, name)
        relay.start()
        gateway = Gateway(street, relay)
        for what, well, details in passed_on(street, relay, gateway):
            yield f"{name}: {what}", well, details or (not well and relay.log()[-600:])
        # What we send is read by this relay; where its line ends are loose, mail would come apart.
        for what, well, details in smuggling.check(street, gateway.connection, name):
            yield f"{name}: {what}", well, details
        street.end(before)


class Gateway:
    """A second gateway, which trusts the relay before it and delivers to the relay behind it."""

    def __init__(self, street, relay):
        text = (street.directory / "octroi.yaml").read_text()
        text = re.sub(r"smtp: \{.*?\}", f'smtp: {{address: "127.0.0.1:{relay.ports["gateway"]}", trusted-networks: ["127.0.0.0/8"], trusted-as: tool}}', text, count=1)
        # So that what only another server would take for an end goes in, and has to come out whole.
        text = re.sub(r"tool: \{stream: offers,", "tool: {stream: offers, convert-line-feeds: true,", text)
        self.port = relay.ports["gateway"]
        text = re.sub(r"\n  smtps: .*", "", text).replace("tls: {certificate: cert.pem, key: key.pem}\n", "")
        text = re.sub(r'address: "127.0.0.1:\d+", tls: none', f'address: "127.0.0.1:{relay.ports["back"]}", tls: none', text)
        self.placed = ["--config", str(relay.place / "octroi.yaml"), "--data", str(relay.place / "data")]
        (relay.place / "octroi.yaml").write_text(text)
        street.serve(relay.place / "octroi.yaml", relay.place / "data", f"{relay.name}-gateway.log")

    def connection(self, street):
        """A session that may send, as a tool that ends its lines with LF."""
        client = smtplib.SMTP("127.0.0.1", self.port, "client.example", timeout=20)
        client.ehlo("client.example")
        return client

    def octroi(self, *arguments):
        return run([LAUNCHER, *arguments, *self.placed])

    def published_keys(self):
        lines = (line.split("\t", 1) for line in self.octroi("key", "dns").stdout.splitlines() if "\t" in line)
        return {name.rstrip("."): text.strip('"').encode() for name, text in lines}


def passed_on(street, relay, gateway):
    """A mail with 8-bit text and a dot at a line's start; one whose recipient opposed."""
    to, opposed = f"{relay.name}@d.example", f"opposed-{relay.name}@d.example"
    said = send(relay, to)
    arrived = street.to(to)
    found = judge.faults(arrived[0], gateway.published_keys()) if len(arrived) == 1 else [f"{len(arrived)} mails; {said}", *map(way_of, arrived)]
    yield "before and behind the gateway: clauses once, DKIM valid", not found, "; ".join(found)
    if arrived:
        texts = [part.get_content() for part in email.message_from_bytes(arrived[0], policy=email.policy.default).walk() if part.get_content_type() == "text/plain"]
        whole = texts and "Grüße, voilà: a text with 8-bit letters.\n.A line" in texts[0].replace("\r\n", "\n")
        yield "8-bit letters and a dot arrive as they were", bool(whole), texts
    added = gateway.octroi("suppress", "add", opposed, "--controller", "acme")
    yield "suppress add", added.returncode == 0, added.stderr
    said = send(relay, opposed)
    heard = until(lambda: re.findall(r"\[opposed\]", said + relay.log()), seconds=20)
    yield "who opposed is refused, and the relay heard why", bool(heard), said
    yield "who opposed gets nothing", not street.to(opposed, 1, 0), ""


def way_of(octets):
    """The hops of a mail and their names for it, the last first."""
    names = re.findall(rb"^Received:.*?\bid ([^\s;]+)", octets, re.DOTALL | re.MULTILINE)
    return " <- ".join(name.decode() for name in names)


def send(relay, to):
    """What the relay said when it did not take it; mostly it learns of a refusal later."""
    octets = clients.MULTIPART.format(to=to, marker=relay.name).replace("\n", "\r\n").encode()
    try:
        with smtplib.SMTP("127.0.0.1", relay.ports["front"], "client.example", timeout=20) as client:
            client.ehlo("client.example")
            options = ["BODY=8BITMIME"] if client.has_extn("8bitmime") else []
            client.sendmail(clients.FROM, to, octets, mail_options=options)
        return ""
    except smtplib.SMTPException as refused:
        return str(refused)
