#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures with JMH what one copy costs: edit (scan, HTML scan, edits), scan alone, sign; 10 and
# 100 KB, three encodings. On a machine that does nothing else; about four minutes.
#   edit.sh                 everything
#   edit.sh edit -prof stack    JMH's own words: a pattern, options
set -euo pipefail
cd "$(dirname "$0")/../.."

mvn -B -ntp -q -DskipTests -Denforcer.skip -Dcheckstyle.skip \
  -Derrorprone.flags=-XepDisableAllChecks -Doctroi.on-warning=-nowarn \
  -pl gateway,admin,loadtest test-compile \
  dependency:build-classpath -Dmdep.outputFile=target/test.cp -Dmdep.includeScope=test
: "${JAVA_HOME:?set it to a JDK 25}"
cp=gateway/target/classes:$(cat loadtest/target/test.cp)
rm -rf loadtest/target/jmh && mkdir -p loadtest/target/jmh
"$JAVA_HOME/bin/javac" -proc:full -processor org.openjdk.jmh.generators.BenchmarkProcessor -nowarn \
  -d loadtest/target/jmh -cp "$cp" loadtest/src/test/java/eu/octroi/loadtest/editing/{BenchMail,EditBenchmark,EditedCompany,package-info}.java
exec "$JAVA_HOME/bin/java" -cp "loadtest/target/jmh:$cp" org.openjdk.jmh.Main "${@:-EditBenchmark}"
