// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.policy;

import eu.octroi.gateway.consent.Finding;
import eu.octroi.gateway.domain.AddressClass;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts what the law said of recipients, by class of address. Thread-safe. */
final class ConsentCounts {
    private final Map<AddressClass, Counter> permitted;
    private final Map<AddressClass, Counter> refused;

    ConsentCounts(MeterRegistry meters) {
        permitted = counters("permitted", meters);
        refused = counters("refused", meters);
    }

    void count(Finding finding) {
        var counters = finding.refusal().isEmpty() ? permitted : refused;
        Objects.requireNonNull(counters.get(finding.addressClass())).increment();
    }

    /** From the start, because a rate does not see the step from absent to one. */
    private static Map<AddressClass, Counter> counters(String verdict, MeterRegistry meters) {
        Map<AddressClass, Counter> counters = new EnumMap<>(AddressClass.class);
        for (AddressClass addressClass : AddressClass.values()) {
            counters.put(
                    addressClass,
                    Counter.builder("octroi.policy.consent")
                            .description(
                                    "Recipients of prospecting held against the law, at RCPT and"
                                            + " before delivery.")
                            .tag("address_class", addressClass.word())
                            .tag("verdict", verdict)
                            .register(meters));
        }
        return counters;
    }
}
