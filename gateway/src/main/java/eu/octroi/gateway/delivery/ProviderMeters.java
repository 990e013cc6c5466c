// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted about delivery to one provider. Thread-safe. */
final class ProviderMeters {
    private final MeterRegistry meters;
    private final String provider;
    private final Map<String, Counter> attempts = new ConcurrentHashMap<>();
    private final Timer connect;
    private final Timer tls;
    private final Timer envelope;
    private final Timer dot;
    private final Counter pauses;

    /**
     * Counts nothing yet.
     *
     * @param provider the label: a name from the settings
     */
    ProviderMeters(MeterRegistry meters, String provider) {
        this.meters = meters;
        this.provider = provider;
        connect = phase("connect");
        tls = phase("tls");
        envelope = phase("envelope");
        dot = phase("dot");
        pauses =
                Counter.builder("octroi.delivery.pauses")
                        .description("Replies after which a provider got nothing for a while.")
                        .tag("provider", provider)
                        .register(meters);
    }

    /** An attempt with its result word and the class of the reply code, or 0 without a reply. */
    void attempt(String result, String codeClass) {
        attempts.computeIfAbsent(
                        result + '/' + codeClass,
                        _ ->
                                Counter.builder("octroi.delivery.attempts")
                                        .description("Attempts to hand a copy to the next hop.")
                                        .tag("provider", provider)
                                        .tag("result", result)
                                        .tag("code_class", codeClass)
                                        .register(meters))
                .increment();
    }

    void paused() {
        pauses.increment();
    }

    Timer connect() {
        return connect;
    }

    Timer tls() {
        return tls;
    }

    /** From MAIL to 354. */
    Timer envelope() {
        return envelope;
    }

    /** From the first octet of the message to the reply to its dot. */
    Timer dot() {
        return dot;
    }

    private Timer phase(String phase) {
        return Timer.builder("octroi.delivery.duration")
                .description("Time spent waiting for the next hop.")
                .tag("provider", provider)
                .tag("phase", phase)
                .register(meters);
    }
}
