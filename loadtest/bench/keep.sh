# SPDX-License-Identifier: Apache-2.0
# Sourced, from the project's root.

# keep NAME TEST COMMAND PROPERTY...: runs an integration test by hand, with its system properties,
# and keeps the loadtest/target/NAME.txt it writes, with command, commit and machine, under
# docs/results/. Its status is the test's.
keep() {
  local name=$1 test=$2 command=$3 status=0 result
  shift 3
  rm -f "loadtest/target/$name.txt"
  mvn -B -ntp -q -pl loadtest -am -Denforcer.skip -Dcheckstyle.skip \
    -Derrorprone.flags=-XepDisableAllChecks -Doctroi.on-warning=-nowarn \
    -Dsurefire.failIfNoSpecifiedTests=false -Dtest=none "-Dit.test=$test" \
    -Dfailsafe.failIfNoSpecifiedTests=false "$@" verify </dev/null || status=$?
  [ -f "loadtest/target/$name.txt" ] || return 1

  mkdir -p docs/results
  result=docs/results/$name-$(date -u +%Y-%m-%dT%H%MZ).txt
  {
    echo "command: $command"
    echo "commit: $(git rev-parse HEAD)$(git diff --quiet HEAD || echo ' with changes')"
    echo "machine: $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)," \
      "$(uname -sr), $(df --output=fstype "${TMPDIR:-/tmp}" | tail -n 1) under ${TMPDIR:-/tmp}"
    echo "exit code: $status"
    cat "loadtest/target/$name.txt"
  } | tee "$result"
  return "$status"
}
