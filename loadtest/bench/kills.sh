#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Kills the gateway N times under load, at every named place in turn and at random moments, and
# accounts for every mail afterwards. About three seconds a kill. The raw result, with command,
# commit and machine, goes to docs/results/. Fails when a mail is lost or the books do not balance.
#   kills.sh 1000 [SEED]
set -euo pipefail
cd "$(dirname "$0")/../.."

kills=${1:-60}
seed=${2:-$RANDOM}
rm -f loadtest/target/kills.txt
status=0
mvn -B -ntp -q -pl loadtest -am -Denforcer.skip -Dcheckstyle.skip \
  -Derrorprone.flags=-XepDisableAllChecks -Doctroi.on-warning=-nowarn \
  -Dsurefire.failIfNoSpecifiedTests=false -Dtest=none -Dit.test=CrashIT \
  -Dfailsafe.failIfNoSpecifiedTests=false \
  "-Doctroi.kills=$kills" "-Doctroi.seed=$seed" verify </dev/null || status=$?
[ -f loadtest/target/kills.txt ] || exit 1

mkdir -p docs/results
result=docs/results/kills-$(date -u +%Y-%m-%dT%H%MZ).txt
{
  echo "command: loadtest/bench/kills.sh $kills $seed"
  echo "commit: $(git rev-parse HEAD)$(git diff --quiet HEAD || echo ' with changes')"
  echo "machine: $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)," \
    "$(uname -sr), $(df --output=fstype "${TMPDIR:-/tmp}" | tail -n 1) under ${TMPDIR:-/tmp}"
  echo "exit code: $status"
  cat loadtest/target/kills.txt
} | tee "$result"
exit "$status"
