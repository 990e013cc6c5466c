// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.top;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two looks at a gateway, two seconds apart. */
final class TopViewTest {
    private static final String BEFORE =
            """
            octroi_messages_accepted_total{client="crm"} 100
            octroi_delivery_outcomes_total{outcome="delivered"} 90
            octroi_delivery_outcomes_total{outcome="expired"} 0
            octroi_delivery_attempts_total{provider="smarthost",code_class="2"} 90
            octroi_delivery_attempts_total{provider="smarthost",code_class="4"} 5
            octroi_decisions_total{outcome="suppressed",reason="opposed"} 10
            octroi_decisions_total{outcome="policy",reason="role-address"} 7
            octroi_decisions_total{outcome="deliver",reason="none"} 100
            octroi_spool_commit_duration_seconds_bucket{le="0.001"} 50
            octroi_spool_commit_duration_seconds_bucket{le="0.01"} 50
            octroi_spool_commit_duration_seconds_bucket{le="+Inf"} 50
            """;
    private static final String NOW =
            """
            octroi_messages_accepted_total{client="crm"} 700
            octroi_smtp_server_connections 3
            octroi_delivery_outcomes_total{outcome="delivered"} 590
            octroi_delivery_outcomes_total{outcome="expired"} 0
            octroi_delivery_attempts_total{provider="smarthost",code_class="2"} 590
            octroi_delivery_attempts_total{provider="smarthost",code_class="4"} 6
            octroi_delivery_connections{provider="smarthost"} 8
            octroi_queue_messages{provider="smarthost",state="ready"} 1204
            octroi_queue_messages{provider="smarthost",state="deferred"} 310
            octroi_queue_messages{provider="smarthost",state="in-flight"} 16
            octroi_decisions_total{outcome="suppressed",reason="opposed"} 90
            octroi_decisions_total{outcome="policy",reason="role-address"} 7
            octroi_decisions_total{outcome="deliver",reason="none"} 700
            octroi_spool_messages 1514
            octroi_spool_bytes 25000000
            octroi_spool_free_bytes 5.1e10
            octroi_spool_writable 1
            octroi_spool_commit_duration_seconds_bucket{le="0.001"} 130
            octroi_spool_commit_duration_seconds_bucket{le="0.01"} 149
            octroi_spool_commit_duration_seconds_bucket{le="+Inf"} 150
            """;

    @Test
    void aViewShowsWhatHappenedBetweenTwoLooks() {
        Interval interval = new Interval(MetricsPage.of(BEFORE), MetricsPage.of(NOW), 2);

        String view = TopView.of("octroi at 127.0.0.1:8081", interval);

        assertThat(view)
                .isEqualTo(
                        """
                        octroi at 127.0.0.1:8081

                        messages   accepted 300/s   not kept 0.0/s   connections 3
                        copies     delivered 250/s
                        spool      messages 1,514   25.0 MB   free 51.0 GB

                        TIME (at most)                           half  99 of 100
                        edit and sign a message                     -          -
                        force it to disk                       1.0 ms      10 ms
                        from acceptance to its end                  -          -

                        DESTINATION            CONN     READY  DEFERRED   ON WIRE \
                          TAKEN/s  FAILED/s
                        smarthost                 8     1,204       310        16 \
                              250       0.5

                        RECIPIENTS REFUSED                 per second since start
                        opposed                                    40         90
                        role-address                              0.0          7
                        """);
    }

    @Test
    void aRestartBetweenTwoLooksGivesNoNegativeRates() {
        Interval interval = new Interval(MetricsPage.of(NOW), MetricsPage.of(BEFORE), 2);

        assertThat(TopView.of("octroi", interval)).doesNotContain("-250", "-40", "-300");
    }

    @Test
    void aFullSpoolIsSaid() {
        MetricsPage full = MetricsPage.of("octroi_spool_writable 0\n");

        assertThat(TopView.of("octroi", new Interval(full, full, 1))).contains("NOT WRITABLE");
    }
}
