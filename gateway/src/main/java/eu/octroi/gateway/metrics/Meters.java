// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.io.Closeable;

/**
 * The one registry of the process and its text for Prometheus.
 *
 * <p>Rooms register meters named {@code octroi.*} with dots; here they become {@code octroi_*} with
 * the unit and {@code _total} at the end. Label values are bounded sets: never an address, a person
 * or a recipient's domain. Which timers are histograms is said in {@link Buckets}. Thread-safe.
 */
public final class Meters implements Closeable {
    private final PrometheusMeterRegistry registry;
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    public Meters() {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new Buckets());
        bindProcess();
        bindBuild(Build.current());
    }

    /** Where rooms register their meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Every meter in the Prometheus text format, version 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }

    private void bindProcess() {
        new JvmInfoMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    private void bindBuild(Build build) {
        Gauge.builder("octroi.build.info", () -> 1)
                .description("Always 1; the labels say which build runs.")
                .tag("version", build.version())
                .tag("commit", build.commit())
                .tag("java", Runtime.version().toString())
                .register(registry);
    }
}
