#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Kills the gateway N times under load, at every named place in turn and at random moments, and
# accounts for every mail afterwards. About three seconds a kill. The raw result, with command,
# commit and machine, goes to docs/results/. Fails when a mail is lost or the books do not balance.
#   kills.sh 1000 [SEED]
set -euo pipefail
cd "$(dirname "$0")/../.."
source loadtest/bench/keep.sh

kills=${1:-60}
seed=${2:-$RANDOM}
keep kills CrashIT "loadtest/bench/kills.sh $kills $seed" "-Doctroi.kills=$kills" "-Doctroi.seed=$seed"
