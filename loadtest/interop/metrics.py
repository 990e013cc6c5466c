# SPDX-License-Identifier: Apache-2.0
"""Rules and dashboards against what the running gateway really offers."""

import json
import re
import subprocess
import urllib.request

from street import PROJECT

NAME = re.compile(r"\boctroi_[a-z0-9_]+")
SUFFIX = re.compile(r"_(bucket|count|sum|total|max)$")


def check(street):
    """Yields (what, whether it is well, details)."""
    text = urllib.request.urlopen("http://%s:%d/metrics" % street.admin(), timeout=10).read()
    linted = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True)
    yield "promtool check metrics", linted.returncode == 0, linted.stderr.decode()[-500:]
    offered = {SUFFIX.sub("", name) for name in NAME.findall(text.decode())}
    rules = sorted((PROJECT / "config" / "prometheus").glob("*.y*ml"))
    for file in rules:
        checked = subprocess.run(["promtool", "check", "rules", str(file)], capture_output=True)
        yield f"promtool check rules {file.name}", checked.returncode == 0, checked.stdout.decode() + checked.stderr.decode()
    for file in [*rules, *sorted((PROJECT / "config" / "grafana").rglob("*.json"))]:
        content = file.read_text()
        if file.suffix == ".json":
            content = "\n".join(expressions(json.loads(content)))
        recorded = set(re.findall(r"(?m)^\s*-?\s*record:\s*(\S+)", content))
        wanted = {SUFFIX.sub("", name) for name in set(NAME.findall(content)) - recorded}
        unknown = sorted(wanted - offered)
        yield f"meters of {file.name} exist", not unknown, ", ".join(unknown)


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
