// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** The text format as Prometheus defines it, and what is no sample in it. */
final class MetricsPageTest {
    private static final MetricsPage PAGE =
            MetricsPage.of(
                    """
                    # HELP x_total Copies, "with" {braces} 7
                    # TYPE x_total counter
                    x_total{outcome="delivered",provider="a"} 3.0
                    x_total{outcome="delivered",provider="b, \\"c\\" {d}"} 4
                    x_total{outcome="bounced",provider="a"} 1.5E2 1395066363000
                    bare 12
                    t_seconds_bucket{le="0.1"} 1
                    t_seconds_bucket{le="+Inf"} 2
                    broken{a="b" 3
                    """);

    @Test
    void samplesAreSummedOverTheLabelsThatAreNotAskedFor() {
        assertThat(PAGE.sum("x_total", Map.of("outcome", "delivered"))).isEqualTo(7);
        assertThat(PAGE.sum("x_total", Map.of("outcome", "bounced"))).isEqualTo(150);
        assertThat(PAGE.sum("bare", Map.of())).isEqualTo(12);
        assertThat(PAGE.sum("unknown", Map.of())).isZero();
        assertThat(PAGE.sum("broken", Map.of())).isZero();
    }

    @Test
    void aLabelMayHoldQuotesCommasAndBraces() {
        assertThat(PAGE.by("provider", "x_total", Map.of("outcome", "delivered")))
                .containsExactly(entry("a", 3.0), entry("b, \\\"c\\\" {d}", 4.0));
    }

    @Test
    void bucketsEndInInfinity() {
        assertThat(PAGE.buckets("t_seconds", Map.of()))
                .containsExactly(entry(0.1, 1.0), entry(Double.POSITIVE_INFINITY, 2.0));
    }
}
