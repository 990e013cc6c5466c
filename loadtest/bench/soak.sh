#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the gateway under load and faults of both sides for so many seconds, and checks that heap,
# descriptors and threads stay flat and that nothing is lost. The raw result, with command, commit
# and machine, goes to docs/results/.
#   soak.sh 600
set -euo pipefail
cd "$(dirname "$0")/../.."
source loadtest/bench/keep.sh

seconds=${1:-600}
keep soak SoakIT "loadtest/bench/soak.sh $seconds" "-Doctroi.soak-seconds=$seconds"
