// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** I-01 and I-03 over messages of every shape: each is edited or wrapped, exactly. */
final class RewriteProperties {

    @Provide
    static Arbitrary<Octets> messages() {
        return Mails.messages();
    }

    @Property(tries = 1_000, seed = "20261130")
    void everyWellFormedMessageIsAcceptedAndKept(@ForAll("messages") Octets message) {
        String verdict = Fixture.verdict(message);

        assertThat(verdict).matches("(edited|wrapped).*");
        Rewrites.assertSound(message, Fixture.FRENCH);
    }
}
