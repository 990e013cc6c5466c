// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.consent.NoRules;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.suppression.SuppressionLookup;
import eu.octroi.gateway.suppression.SuppressionUnavailableException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class RecipientPolicyTest {
    private static final EmailAddress SOMEONE = new EmailAddress("a", "b.example");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # reason      | class         | delivers
                    OPPOSITION    | PROSPECTING   | false
                    COMPLAINT     | PROSPECTING   | false
                    HARD_BOUNCE   | PROSPECTING   | false
                    MANUAL        | PROSPECTING   | false
                    EXTERNAL_LIST | PROSPECTING   | false
                    ERASURE       | PROSPECTING   | false
                    ROLE          | PROSPECTING   | false
                    OPPOSITION    | TRANSACTIONAL | true
                    COMPLAINT     | CUSTOMER      | true
                    HARD_BOUNCE   | TRANSACTIONAL | false
                    ERASURE       | ONE_TO_ONE    | false
                    ERASURE       | REPORT        | true
                    """)
    void anEntryStopsWhatItsReasonStops(Reason reason, StreamClass streamClass, boolean delivers) {
        SuppressionEntry entry = new SuppressionEntry(Scope.PERSON, reason, Instant.EPOCH);

        Verdict verdict = policy((c, a) -> Optional.of(entry)).judge(from(streamClass), SOMEONE);

        assertThat(verdict.permitsDelivery()).isEqualTo(delivers);
    }

    @Test
    void whoIsNotListedIsMailed() {
        Verdict verdict =
                policy((c, a) -> Optional.empty()).judge(from(StreamClass.PROSPECTING), SOMEONE);

        assertThat(verdict.permitsDelivery()).isTrue();
    }

    @Test
    void aListThatCannotAnswerPermitsNothing() {
        SuppressionLookup broken =
                (c, a) -> {
                    throw new SuppressionUnavailableException("the index is being rebuilt");
                };

        Verdict verdict = policy(broken).judge(from(StreamClass.PROSPECTING), SOMEONE);

        assertThat(verdict).isEqualTo(Verdict.Undecided.UNDECIDED);
        assertThat(verdict.permitsDelivery()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aListThatFailsInAnyOtherWayPermitsNothing(Runnable fault) {
        SuppressionLookup broken =
                (c, a) -> {
                    fault.run();
                    return Optional.empty();
                };

        Verdict verdict = policy(broken).judge(from(StreamClass.PROSPECTING), SOMEONE);

        assertThat(verdict).isEqualTo(Verdict.Undecided.UNDECIDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob%victim.example@hop.example",
                "victim.example!bob@hop.example",
                "\"bob@victim.example\"@hop.example",
                "\"bob\\@victim.example\"@hop.example",
                "\"@victim.example:bob\"@hop.example"
            })
    void anAddressThatANextHopWouldSendElsewhereIsRefused(String address) {
        EmailAddress routed = EmailAddress.parse(address).orElseThrow();

        Verdict verdict =
                policy((c, a) -> Optional.empty()).judge(from(StreamClass.PROSPECTING), routed);

        assertThat(verdict).isEqualTo(new Verdict.Refused(Tag.RELAY_DENIED));
    }

    private static List<Runnable> faults() {
        return List.of(
                () -> {
                    throw new IllegalStateException("a bug");
                },
                () -> {
                    throw new InternalError("a fault in a mapped file");
                });
    }

    private static RecipientPolicy policy(SuppressionLookup lookup) {
        return new RecipientPolicy(lookup, NoRules.rules(), new SimpleMeterRegistry());
    }

    private static Origin from(StreamClass streamClass) {
        return new Origin(
                new CredentialId("outil"),
                new StreamId("s"),
                streamClass,
                new ControllerNumber(1),
                Optional.empty());
    }
}
