#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Simulates queue, retry clock and spool for COUNT seeds from FIRST on.
# The raw result, with command, commit and machine, goes to docs/results/. Fails at the first seed
# that breaks a promise and prints its steps; "seeds.sh 1 SEED" repeats it exactly.
#   seeds.sh 100000 [FIRST]
set -euo pipefail
cd "$(dirname "$0")/../.."
source loadtest/bench/keep.sh

count=${1:-2000}
first=${2:-1}
status=0
rm -f gateway/target/seeds.txt
mvn -B -ntp -q -pl gateway -Denforcer.skip -Dcheckstyle.skip \
  -Derrorprone.flags=-XepDisableAllChecks -Doctroi.on-warning=-nowarn \
  -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtest='SimulationTest#everyPromiseIsKeptWhateverHappens' -Djunit.jupiter.execution.timeout.mode=disabled \
  "-Doctroi.seeds=$count" "-Doctroi.seed=$first" test </dev/null || status=$?
kept seeds gateway/target/seeds.txt "loadtest/bench/seeds.sh $count $first" "$status"
