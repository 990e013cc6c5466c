# SPDX-License-Identifier: Apache-2.0
"""Client -> gateway -> Postfix -> smtp-sink, all on loopback, all ended together."""

import json
import os
import pathlib
import re
import shutil
import socket
import socketserver
import subprocess
import tempfile
import threading
import time
import typing

PROJECT = pathlib.Path(__file__).resolve().parents[2]
LAUNCHER = os.environ.get("OCTROI", str(PROJECT / "octroi"))
PASSWORD = "correct horse battery staple"

# Postfix allows a status about the address for RCPT alone.
REFUSED = {"rcpt": "5.1.1", "dot": "5.7.1"}

MASTER = """127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

MAIN = """compatibility_level = 3.6
queue_directory = {w}/queue
data_directory = {w}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = behind.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
relayhost = [127.0.0.1]:{sink}
alias_maps =
alias_database =
local_recipient_maps =
smtp_tls_security_level = none
smtp_dns_support_level = disabled
message_drop_headers =
local_header_rewrite_clients =
smtputf8_enable = yes
transport_maps = inline:{{u.example=virtual:}}
virtual_mailbox_domains =
virtual_mailbox_base = {w}/boxes
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:{policy}
smtpd_end_of_data_restrictions = check_policy_service inet:127.0.0.1:{policy}
maillog_file = {w}/log
maillog_file_prefixes = {w}
"""

CONFIGURATION = """listen:
  smtp: {{address: "127.0.0.1:0", trusted-networks: []}}
  smtps: {{address: "127.0.0.1:0"}}
  web: {{address: "127.0.0.1:0", public-url: "http://127.0.0.1:8080"}}
  admin: {{address: "127.0.0.1:0"}}
tls: {{certificate: cert.pem, key: key.pem}}
delivery:
  smarthost: {{address: "127.0.0.1:{postfix}", tls: none}}
  retry-delays: [1s]
controllers:
  acme:
    legal-name: Acme Ltd
    registration: "0123456"
    address: 1 Gate Street, London
    contact: privacy@t0.example
    language: en
    domains: {{t0.example: {{selector: octroi, ed25519: {{selector: octroi-ed}}}}}}
sources: {{list: {{label: our own list, kind: own}}}}
streams:
  offers:
    controller: acme
    class: prospecting
    source: list
    purpose: {{en: presenting our services, fr: vous présenter nos services}}
    reason: {{en: you buy for your company, fr: vous achetez pour votre société}}
credentials:
  tool: {{stream: offers, password-hash: "{password_hash}"}}
"""


class Street:
    """Opens on entering; ends every process it started on leaving."""

    def __enter__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="octroi-interop-"))
        self.directory.chmod(0o755)
        self.started, self.mounts = [], []
        try:
            self.sink_port, self.postfix_port = free_port(), free_port()
            self.whims = Whims()
            self._sink()
            self._postfix()
            self._gateway()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        conf = self.directory / "postfix" / "conf"
        if conf.exists():
            subprocess.run(["postfix", "-c", str(conf), "stop"], capture_output=True)
        self.end(0)
        for place in self.mounts:
            # Lazily, so that nothing stays mounted even if something still holds a file there.
            run(["umount", "--lazy", str(place)])
        if os.environ.get("KEEP"):
            print("kept", self.directory)
        else:
            shutil.rmtree(self.directory, ignore_errors=True)

    def end(self, before):
        """Ends the processes started after so many others, the last first."""
        while len(self.started) > before:
            process = self.started.pop()
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def octroi(self, *arguments):
        """Runs an octroi command on this street's configuration."""
        placed = ["--config", str(self.directory / "octroi.yaml"), "--data", str(self.directory / "data")]
        return run([LAUNCHER, *arguments, *placed])

    def smtp(self):
        return self._address("smtp")

    def smtps(self):
        return self._address("smtps")

    def web(self):
        return self._address("web")

    def admin(self):
        return self._address("admin")

    def mails(self):
        """(envelope, octets) of each mail that came out at the end, as Postfix handed it on, CRLF."""
        return [Mail(*undumped(f.read_bytes())) for f in sorted(self.dump.iterdir()) if is_whole(f)]

    def boxes(self):
        """What Postfix put into mailboxes itself, CRLF."""
        found = (self.directory / "postfix" / "boxes").glob("all/new/*")
        return [f.read_bytes().replace(b"\n", b"\r\n") for f in found]

    def to(self, recipient, count=1, seconds=30):
        """The mails to a recipient, once there are `count`."""
        wanted = f"<{recipient}>".encode()
        return until(lambda: [m.octets for m in self.mails() if wanted in m.envelope], count, seconds)

    def log(self):
        return (self.directory / "gateway.log").read_text(errors="replace")[-3000:]

    def tmpfs(self, name, mebibytes):
        """(its directory, why it could not be mounted or nothing): a small file system in memory."""
        place = self.directory / name
        place.mkdir()
        options = ["-t", "tmpfs", "-o", f"size={mebibytes}m,mode=700", "tmpfs"]
        mounted = run(["mount", *options, str(place)])
        if mounted.returncode:
            return place, " ".join(mounted.stderr.split()) or "mount failed"
        self.mounts.append(place)
        return place, ""

    def serve(self, configuration, data, log):
        """A gateway's process, once it listens."""
        gateway = self.start([LAUNCHER, "serve", "--config", str(configuration), "--data", str(data)], log)
        run_file = data / "run.json"
        end = time.time() + 60
        while not run_file.exists():
            if gateway.poll() is not None or time.time() > end:
                said = (self.directory / log).read_text(errors="replace")[-3000:]
                raise SystemExit("the gateway does not start:\n" + said)
            time.sleep(0.1)
        return gateway

    def _address(self, name):
        return address(self.directory / "data", name)

    def start(self, command, log):
        """A process of its own, ended with the street."""
        out = open(self.directory / log, "wb")
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
        self.started.append(process)
        return process

    def _sink(self):
        self.dump = self.directory / "mails"
        self.dump.mkdir()
        self.dump.chmod(0o777)
        # Without 8BITMIME: Postfix would re-encode, and so unsign, what is not in 7-bit form.
        command = ["smtp-sink", "-8", "-u", "nobody", "-d", f"{self.dump}/%M."]
        self.start([*command, f"127.0.0.1:{self.sink_port}", "100"], "sink.log")
        wait_for_port(self.sink_port)

    def _postfix(self):
        self.postfix(self.directory / "postfix", self.postfix_port, self.sink_port)

    def postfix(self, w, port, behind):
        """A Postfix with its files in `w`, which hands on what comes to `port`."""
        for part in ("queue", "data", "conf", "boxes"):
            (w / part).mkdir(parents=True)
        (w / "boxes").chmod(0o777)
        shutil.chown(w / "data", "postfix")
        (w / "log").touch()
        (w / "conf" / "main.cf").write_text(MAIN.format(w=w, sink=behind, policy=self.whims.port))
        (w / "conf" / "master.cf").write_text(MASTER.format(port=port))
        self.start(["postfix", "-c", str(w / "conf"), "start-fg"], f"{w.name}.log")
        wait_for_port(port)

    def _gateway(self):
        certificate(self.directory)
        hashed = run([LAUNCHER, "credential", "hash"], PASSWORD + "\n")
        if hashed.returncode:
            raise SystemExit("no password hash: " + hashed.stderr)
        configuration = self.directory / "octroi.yaml"
        values = {"postfix": self.postfix_port, "password_hash": hashed.stdout.strip()}
        configuration.write_text(CONFIGURATION.format(**values))
        self.serve(configuration, self.directory / "data", "gateway.log")


class Mail(typing.NamedTuple):
    """What smtp-sink was told of the envelope, and the message."""

    envelope: bytes
    octets: bytes


class Whims(socketserver.ThreadingTCPServer):
    """Postfix's policy service: recipients whose names say how they are refused.

    `refused-rcpt-1@`, `refused-dot-1@` for good; `later-…@` the first time alone.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Whim)
        self.port, self.asked = self.server_address[1], {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def action(self, question):
        word, _, rest = question.get("recipient", "").split("@")[0].partition("-")
        state = "dot" if question.get("protocol_state") == "END-OF-MESSAGE" else "rcpt"
        if not rest.startswith(state):
            return "DUNNO"
        self.asked[rest] = self.asked.get(rest, 0) + 1
        if word == "refused":
            return f"550 {REFUSED[state]} Nobody of that name"
        return "450 4.2.0 Come back later" if word == "later" and self.asked[rest] == 1 else "DUNNO"


class Whim(socketserver.StreamRequestHandler):
    def handle(self):
        question = {}
        for line in self.rfile:
            if line.strip():
                name, _, value = line.decode(errors="replace").strip().partition("=")
                question[name] = value
            else:
                self.wfile.write(f"action={self.server.action(question)}\n\n".encode())
                question = {}


def address(data, name):
    """Where a door of the gateway with this data directory is."""
    host, port = json.loads((data / "run.json").read_text())[name].rsplit(":", 1)
    return host, int(port)


def run(command, text=""):
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=60)


def until(look, count=1, seconds=30):
    """What `look` finds once it finds `count`; what it found when time is over."""
    end = time.time() + seconds
    while True:
        found = look()
        if len(found) >= count or time.time() > end:
            return found
        time.sleep(0.2)


def is_whole(file):
    """smtp-sink writes while it receives."""
    return time.time() - file.stat().st_mtime > 0.3


def certificate(directory):
    """Self-signed, for localhost."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        + ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        + ["-keyout", str(directory / "key.pem"), "-out", str(directory / "cert.pem")],
        check=True,
        capture_output=True,
    )


def undumped(octets):
    """What smtp-sink writes before a message, and the message; it keeps lines with LF alone."""
    own = re.match(rb"(?s)(X-[A-Za-z]+-[A-Za-z]+: [^\n]*\n)+Received: [^\n]*\n([ \t][^\n]*\n)*", octets)
    head, octets = (own.group(), octets[own.end() :]) if own else (b"", octets)
    octets = octets[:-1] if octets.endswith(b"\n\n") else octets
    return head, octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, seconds=30):
    end = time.time() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.time() > end:
                raise
            time.sleep(0.05)
