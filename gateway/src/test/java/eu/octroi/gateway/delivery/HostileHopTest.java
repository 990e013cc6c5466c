// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.concurrent.atomic.AtomicInteger;

/** Replies made to break the client: the connection ends, the copy waits (D5). */
final class HostileHopTest {
    private final ScriptedSmarthost hop = new ScriptedSmarthost();
    @AutoClose private final Rig rig = Rig.before(hop);

    private static String attack(String name) {
        return switch (name) {
            case "long" -> "250 " + "x".repeat(5_000_000);
            case "endless" -> "250-more\r\n".repeat(10_000) + "250 done";
            case "nul" -> "250 a\0b";
            case "codeChanges" -> "250-a\r\n550 b";
            case "junk" -> "\u00ff\u00fe garbage";
            case "twice" -> "250 ok\r\n250 ok\r\n250 ok\r\n250 ok";
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "long,mail", "endless,mail", "nul,mail", "codeChanges,mail", "junk,mail",
        "long,greeting", "endless,ehlo", "nul,rcpt", "codeChanges,data", "junk,greeting",
        "twice,rcpt"
    })
    void beforeTheDotItIsNoDoubleAndNoBounce(String name, String phase) {
        AtomicInteger asked = new AtomicInteger();
        hop.on(phase, _ -> asked.getAndIncrement() == 0 ? attack(name) : null);
        rig.start();

        rig.delivers();

        assertThat(rig.outbox.settled).hasSize(1);
        assertThat(rig.count("octroi.bugs")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"long", "endless", "nul", "codeChanges", "junk"})
    void afterTheDotItMayBeADouble(String name) {
        AtomicInteger asked = new AtomicInteger();
        hop.on("dot", _ -> asked.getAndIncrement() == 0 ? attack(name) : null);
        rig.start();

        rig.delivers();

        assertThat(rig.count("octroi.delivery.possible.duplicates", "cause", "protocol")).isOne();
    }

    @Test
    void nothingIsSentIntoATransactionThatTheHopKeptOpen() {
        AtomicInteger asked = new AtomicInteger();
        hop.on("mail", _ -> asked.getAndIncrement() == 0 ? "503 5.5.1 nested MAIL" : null);
        rig.start();

        rig.delivers();

        assertThat(hop.received).hasSize(1);
        assertThat(hop.connections).hasValue(2);
    }

    @Test
    void aTransactionRefusedAtTheDotIsReset() {
        AtomicInteger asked = new AtomicInteger();
        hop.on("dot", _ -> asked.getAndIncrement() == 0 ? "450 4.2.0 later" : null);
        rig.start();

        rig.delivers();

        assertThat(hop.commands).containsOnlyOnce("RSET");
    }
}
