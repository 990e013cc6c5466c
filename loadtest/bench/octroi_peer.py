# SPDX-License-Identifier: Apache-2.0
"""Registers `octroi` (the full job) and `octroi-relay` (store and forward alone) as peers of the relay
bench, then runs it. usage: octroi_peer.py [arguments of relaybench.py]

Environment: OCTROI_BENCH, the directory of the bench (default ../shared/bench beside the project);
BENCHDATA and SMTPLOAD as the bench has them; run.sh prepares both."""

import hashlib
import os
import pathlib
import runpy
import shutil
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
BENCH = pathlib.Path(os.environ.get("OCTROI_BENCH", PROJECT.parent / "shared" / "bench")).resolve()
LAUNCHER = os.environ.get("OCTROI", str(PROJECT / "octroi"))

CONFIGURATION = """listen:
  smtp: {{address: "127.0.0.1:{inbound}", trusted-networks: ["127.0.0.0/8"], trusted-as: bench}}
  web: {{address: "127.0.0.1:0", public-url: "http://127.0.0.1:8080"}}
  admin: {{address: "127.0.0.1:0"}}
delivery:
  smarthost: {{address: "127.0.0.1:{outbound}", tls: none}}
  retry-delays: [1s]
controllers:
  bench:
    legal-name: Bench Ltd
    registration: "0123456"
    address: 1 Bench Street, London
    contact: privacy@t0.example
    language: en
    domains:
{domains}
sources: {{list: {{label: our own list, kind: own}}}}
streams:
  offers:
    controller: bench
    {rules}
    source: list
    purpose: presenting our services
    reason: your role in your company
credentials: {{bench: {{stream: offers}}}}
"""


def prepare(work, inbound, outbound, data, rules):
    """Writes the configuration and puts the million suppressed people in place."""
    key = f'{{selector: s1, key: "{data}/dkim.key"}}'
    domains = "\n".join(f"      t{i}.example: {key}" for i in range(10))
    configuration = pathlib.Path(work, "octroi.yaml")
    configuration.write_text(CONFIGURATION.format(**locals()))
    common = ["--config", str(configuration), "--data"]
    shutil.copytree(imported(pathlib.Path(data), common), pathlib.Path(work, "data"))
    return [("peer", [LAUNCHER, "serve", *common, f"{work}/data"], {})]


def imported(data, common):
    """The data directory after the import, made once per build: the import is not measured here."""
    subprocess.run([LAUNCHER, "version"], check=True, stdout=subprocess.DEVNULL)
    built = sorted(PROJECT.glob("*/target/octroi-*.jar"))
    stamp = hashlib.sha256("".join(f"{j}{j.stat().st_mtime_ns}" for j in built).encode())
    cache = data / f"octroi-{stamp.hexdigest()[:12]}"
    if not cache.exists():
        for old in data.glob("octroi-*"):
            shutil.rmtree(old)
        part = data / "octroi-part"
        command = [LAUNCHER, "suppress", "import", str(data / "suppressed.txt"), "--controller", "bench"]
        subprocess.run([*command, *common, str(part)], check=True, stdout=subprocess.DEVNULL)
        part.rename(cache)
    return cache


def register():
    sys.path.insert(0, str(BENCH))
    import peers

    full = "class: prospecting"
    relay = "class: transactional\n    sign: false"
    for name, rules in (("octroi", full), ("octroi-relay", relay)):
        peers.PEERS[name] = (
            lambda w, i, o, d, rules=rules: prepare(w, i, o, d, rules),
            lambda w: [],
        )


if __name__ == "__main__":
    if not (BENCH / "relaybench.py").exists():
        sys.exit(f"no relay bench in {BENCH}; set OCTROI_BENCH")
    register()
    sys.argv[0] = str(BENCH / "relaybench.py")
    runpy.run_path(sys.argv[0], run_name="__main__")
