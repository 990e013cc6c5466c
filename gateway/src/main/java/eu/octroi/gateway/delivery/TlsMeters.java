// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.TlsDemand.Because;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.function.IntSupplier;

/** What is counted about TLS toward next hops. Thread-safe. */
final class TlsMeters {
    private final MeterRegistry meters;

    TlsMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** A connection got as far as MAIL. */
    void session(String tls) {
        Counter.builder("octroi.delivery.sessions")
                .description("Connections that got as far as MAIL, by what TLS proved.")
                .tag("tls", tls)
                .register(meters)
                .increment();
    }

    /** Something is not as a demand has it. */
    void failed(Because because, String reason) {
        Counter.builder("octroi.delivery.tls.failures")
                .description("What was not as a demand for TLS has it.")
                .tag("demand", because.word())
                .tag("reason", reason)
                .register(meters)
                .increment();
    }

    /** A policy was fetched, or not. */
    void fetched(String result) {
        Counter.builder("octroi.delivery.sts.fetches")
                .description("MTA-STS policies fetched, and those that could not be had or kept.")
                .tag("result", result)
                .register(meters)
                .increment();
    }

    /** How many policies are kept. */
    void watch(IntSupplier policies) {
        Gauge.builder("octroi.delivery.sts.policies", policies::getAsInt)
                .description("MTA-STS policies that hold now.")
                .register(meters);
    }
}
