# SPDX-License-Identifier: Apache-2.0
# Sourced, from the project's root.

# keep NAME TEST COMMAND PROPERTY...: runs an integration test by hand, with its system properties,
# and keeps the loadtest/target/NAME.txt it writes, with command, commit and machine, under
# docs/results/. Its status is the test's.
keep() {
  local name=$1 test=$2 command=$3 status=0
  shift 3
  rm -f "loadtest/target/$name.txt"
  mvn -B -ntp -q -pl loadtest -am -Denforcer.skip -Dcheckstyle.skip \
    -Derrorprone.flags=-XepDisableAllChecks -Doctroi.on-warning=-nowarn \
    -Dsurefire.failIfNoSpecifiedTests=false -Dtest=none "-Dit.test=$test" \
    -Dfailsafe.failIfNoSpecifiedTests=false "$@" verify </dev/null || status=$?
  kept "$name" "loadtest/target/$name.txt" "$command" "$status"
}

# kept NAME FILE COMMAND STATUS: keeps what a run wrote; its status is STATUS.
kept() {
  local result
  [ -f "$2" ] || return 1

  mkdir -p docs/results
  result=docs/results/$1-$(date -u +%Y-%m-%dT%H%MZ).txt
  {
    echo "command: $3"
    echo "commit: $(git rev-parse HEAD)$(git diff --quiet HEAD || echo ' with changes')"
    echo "machine: $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)," \
      "$(uname -sr), $(df --output=fstype "${TMPDIR:-/tmp}" | tail -n 1) under ${TMPDIR:-/tmp}"
    echo "exit code: $4"
    cat "$2"
  } | tee "$result"
  return "$4"
}
