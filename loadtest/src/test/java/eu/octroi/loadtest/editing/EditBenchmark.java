// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.editing;

import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.dkim.DkimSigner;
import eu.octroi.gateway.dkim.DomainKeys;
import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.message.MessageScanner;
import eu.octroi.gateway.message.ScanResult;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.SettingsFile;
import eu.octroi.gateway.settings.SettingsResult;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What one copy costs: scanned and edited, with the whole HTML read for the place of the clauses
 * and for pixels; and signed, apart. One thread, in a process as the launcher starts it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseParallelGC", "-Xmx1g"})
public class EditBenchmark {
    @Param({"10", "100"})
    private int kilobytes = 10;

    @Param({"7bit", "quoted-printable", "base64"})
    private String encoding = "7bit";

    private final EditedCompany company = new EditedCompany();
    private final DkimSigner signer = new DkimSigner(Clock.systemUTC(), new SimpleMeterRegistry());
    private Octets message = Octets.EMPTY;
    private Optional<DomainKeys> keys = Optional.empty();
    private Optional<EditedMessage> copy = Optional.empty();

    /** Makes the mail, the key and one copy to sign. */
    @Setup
    public void make() throws IOException {
        message = BenchMail.of(kilobytes * 1024, encoding);
        keys = keys();
        copy = company.copy(message);
    }

    /** From octets to the edits of one copy. */
    @Benchmark
    public List<Edit> edit() {
        return company.plan(message).orElseThrow().copyEdits(EditedCompany.LINKS);
    }

    /** From octets to parts alone. */
    @Benchmark
    public ScanResult scan() {
        return MessageScanner.scan(message);
    }

    /** The signature of one copy. */
    @Benchmark
    public Octets sign() {
        return signer.sign(keys.orElseThrow(), copy.orElseThrow());
    }

    private static Optional<DomainKeys> keys() throws IOException {
        Path directory = Files.createTempDirectory("octroi-bench");
        Path shipped = Path.of(System.getProperty("octroi.config", "config/octroi.yaml"));
        Settings settings =
                switch (SettingsFile.read(shipped, Map.of(), Optional.of(directory))) {
                    case SettingsResult.Valid valid -> valid.settings();
                    case SettingsResult.Invalid invalid ->
                            throw new IllegalStateException(invalid.problems().toString());
                };
        return DkimKeys.open(
                        settings.controllers(), directory, new SecureRandom(), Clock.systemUTC())
                .forDomain("exemple.fr");
    }
}
