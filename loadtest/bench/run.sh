#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures the full job against Postfix with milters in the same run, and checks that what came out
# is right. As root, because Postfix and the CPU accounting need it; one or two minutes.
#   run.sh                        octroi and postfix-full, 20 sessions, and the verification
#   run.sh [relaybench arguments] anything else, such as: --latency octroi
set -euo pipefail
cd "$(dirname "$0")"

bench=${OCTROI_BENCH:-$(cd ../../.. && pwd)/shared/bench}
[ -f "$bench/relaybench.py" ] || { echo "no relay bench in $bench; set OCTROI_BENCH" >&2; exit 1; }
export OCTROI_BENCH=$bench
work=$(mkdir -p ../target/bench && cd ../target/bench && pwd)
export BENCHDATA=${BENCHDATA:-$work/data} SMTPLOAD=${SMTPLOAD:-$work/smtpload}
export PYTHONDONTWRITEBYTECODE=1

[ -x "$SMTPLOAD" ] || gcc -O2 -w -o "$SMTPLOAD" "$bench/tools/smtpload.c"
[ -f "$BENCHDATA/dkim.key" ] || /usr/bin/python3 "$bench/mkdata.py" "$BENCHDATA"

if (($#)); then
  exec /usr/bin/python3 octroi_peer.py --out "$work/results.jsonl" "$@"
fi

/usr/bin/python3 octroi_peer.py --out "$work/results.jsonl" \
  --sender smtpload -n 5000 -s 20 -r 3 octroi postfix-full

/usr/bin/python3 octroi_peer.py --out "$work/results.jsonl" \
  --verify "$work/dump" --sender smtpload -s 5 octroi
/usr/bin/python3 "$bench/verify_sig.py" "$work/dump" "$BENCHDATA"
