# SPDX-License-Identifier: Apache-2.0
"""Rules and dashboards against what the running gateway really offers after traffic."""

import json
import re
import subprocess
import urllib.request

from street import PROJECT

SAMPLE = re.compile(r"(?m)^(octroi_\w+)(?:\{(.*)\})? \S+$")
SELECTOR = re.compile(r"\b(octroi_\w+)(?:\{([^}]*)\})?")
LABEL = re.compile(r'(\w+)(?:=~|!~|!=|=)"((?:[^"\\]|\\.)*)"')
GROUPING = re.compile(r"\bby\s*\(([^)]*)\)")
# Prometheus adds these itself; le belongs to every histogram.
FOREIGN_LABELS = {"instance", "job", "le"}

# What only appears on a fault that this run does not provoke, and why it does not.
ONLY_ON_FAULTS = {
    ("octroi_unsubscribe_requests_total", "result", "failed"): "needs a record that cannot be written",
    ("octroi_smtp_server_auth_total", "result", "locked"): "would lock the other clients of 127.0.0.1 out",
}


def check(street):
    """Yields (what, whether it is well, details)."""
    text = urllib.request.urlopen("http://%s:%d/metrics" % street.admin(), timeout=10).read()
    linted = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True)
    said = (linted.stdout + linted.stderr).decode().splitlines()
    # Lines about jvm_, process_ and system_ are about names that the metrics library gives.
    ours = [line for line in said if not re.match(r"(jvm|process|system)_", line)]
    yield "promtool check metrics", linted.returncode in (0, 3) and not ours, "; ".join(ours)
    offered = samples(text.decode())
    folder = PROJECT / "config" / "prometheus"
    for kind, file in (("rules", "octroi-alerts.yml"), ("config", "prometheus.yml")):
        checked = subprocess.run(["promtool", "check", kind, str(folder / file)], capture_output=True)
        yield f"promtool check {kind} {file}", checked.returncode == 0, (checked.stdout + checked.stderr).decode()
    dashboard = PROJECT / "config" / "grafana" / "octroi.json"
    asked = {
        "octroi-alerts.yml": rules(folder / "octroi-alerts.yml"),
        dashboard.name: list(expressions(json.loads(dashboard.read_text()))),
    }
    for name, wanted in asked.items():
        missing = sorted({fault for expression in wanted for fault in faults(expression, offered)})
        yield f"{len(wanted)} expressions of {name} ask for what is there", wanted and not missing, "; ".join(missing)


def samples(text):
    """name -> label -> values, of every sample."""
    offered = {}
    for name, labels in SAMPLE.findall(text):
        known = offered.setdefault(name, {})
        for label, value in LABEL.findall(labels):
            known.setdefault(label, set()).add(value)
    return offered


def faults(expression, offered):
    """Names, labels and label values of a PromQL expression that the gateway does not offer."""
    grouped = {label.strip() for group in GROUPING.findall(expression) for label in group.split(",")}
    for name, selector in SELECTOR.findall(expression):
        if name not in offered:
            yield name
            continue
        for label in grouped - FOREIGN_LABELS - offered[name].keys():
            yield f"label {label} of {name}"
        for label, values in LABEL.findall(selector):
            for value in values.split("|") if label not in FOREIGN_LABELS else ():
                expected = (name, label, value) in ONLY_ON_FAULTS
                if not expected and value not in offered[name].get(label, ()):
                    yield f'{name}{{{label}="{value}"}}'


def rules(file):
    """The expressions of a rules file: `expr: …`, or folded lines below `expr: >-`."""
    text = re.sub(r"expr: >-\n((?:\s+.*\n)*?)(?=\s+(?:for|labels|annotations):)", folded, file.read_text())
    return re.findall(r"(?m)^\s*expr: (.*)$", text)


def folded(block):
    return "expr: " + " ".join(block.group(1).split()) + "\n"


def expressions(node):
    """Every PromQL text of a dashboard."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("expr", "query", "definition") and isinstance(value, str):
                yield value
            else:
                yield from expressions(value)
    elif isinstance(node, list):
        for value in node:
            yield from expressions(value)
