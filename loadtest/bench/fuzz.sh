#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Lets each fuzz target of the editing of messages search for new inputs, 20 seconds each (Jazzer).
#   fuzz.sh [TARGET...]     such as html; all of them by default
# A finding is kept under src/test/resources beside the seeds: commit it with its mend.
set -euo pipefail
cd "$(dirname "$0")/../.."

targets=("$@")
((${#targets[@]})) || targets=(wholeMessages fieldsAndParts quotedPrintableText base64Html html)
for target in "${targets[@]}"; do
  echo "fuzzing $target"
  JAZZER_FUZZ=1 mvn -B -ntp -q -Denforcer.skip -Dcheckstyle.skip \
    -Derrorprone.flags=-XepDisableAllChecks -Doctroi.on-warning=-nowarn \
    -Dsurefire.failIfNoSpecifiedTests=false -Dtest="EditingFuzzTest#$target" \
    -pl gateway,admin,loadtest test </dev/null
done
