// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static eu.octroi.gateway.delivery.Rig.await;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.settings.Smarthost.TlsUse;

import io.micrometer.core.instrument.Counter;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.net.ssl.SNIHostName;

/** The lab matrix of H-42: a domain, its name server, its web server and its exchanger. */
final class TlsMatrixTest {
    private static final Pattern TLSA = Pattern.compile("TLSA (\\d) (\\d) (\\d) @(\\w+)");
    private static final Map<String, String> ZONES =
            Map.of(
                    "PLAIN", "d.test MX 10 mx.test; mx.test A 127.0.0.2",
                    "STS", "d.test MX 10 mx.test; mx.test A 127.0.0.2; " + sts(),
                    "DANE", secure("d.test MX 10 mx.test") + secure("mx.test A 127.0.0.2"),
                    "DANESTS",
                            secure("d.test MX 10 mx.test") + secure("mx.test A 127.0.0.2") + sts(),
                    "DANEALIAS",
                            secure("d.test MX 10 al.test")
                                    + secure("al.test ALIAS mx.test")
                                    + secure("mx.test A 127.0.0.2"),
                    "LAXALIAS",
                            secure("d.test MX 10 al.test")
                                    + "al.test ALIAS mx.test; "
                                    + secure("mx.test A 127.0.0.2"),
                    "LAXMX", "d.test MX 10 mx.test; " + secure("mx.test A 127.0.0.2"),
                    "LAXA", secure("d.test MX 10 mx.test") + "mx.test A 127.0.0.2; ",
                    "LAXTLSA", secure("d.test MX 10 mx.test") + secure("mx.test A 127.0.0.2"));

    @TempDir static Path directory;
    private static Certificates certificates;

    private final ScriptedSmarthost hop = new ScriptedSmarthost("127.0.0.2", 0);
    @AutoClose private final FakeDns dns = new FakeDns("");
    @AutoClose private final Rig rig = Rig.before(hop);

    private static String sts() {
        return "_mta-sts.d.test TXT v=STSv1^ id=1^; mta-sts.d.test A 127.0.0.1; ";
    }

    private static String secure(String record) {
        return record + "; " + record.split(" ", 2)[0] + " SECURE; ";
    }

    @BeforeEach
    void configure() {
        rig.tls = TlsUse.OPTIONAL;
        rig.dnsValidates = true;
    }

    @BeforeAll
    static void createCertificates() throws Exception {
        certificates =
                new Certificates(directory.resolve("hop.p12"))
                        .sign("mx", "mx.test", "-1d")
                        .sign("domain", "d.test", "-1d")
                        .sign("other", "other.test", "-1d")
                        .sign("expired", "mx.test", "-20d")
                        .sign("web", "mta-sts.d.test", "-1d")
                        .signCommonName("common", "mx.test")
                        .signItself("self", "mx.test")
                        .authority("middle")
                        .signBy("middle", "deep", "mx.test", "-1d");
    }

    /** The zone's word stands for its records; what follows is about the TLSA records. */
    private String zone(String written) throws Exception {
        String[] words = written.split(" ", 2);
        StringBuilder zone = new StringBuilder(ZONES.getOrDefault(words[0], ""));
        if (words.length == 2) {
            String name = "_" + hop.port() + "._tcp.mx.test ";
            for (String record : words[1].split(", ", -1)) {
                Matcher tlsa = TLSA.matcher(record);
                zone.append(";")
                        .append(name)
                        .append(
                                tlsa.matches()
                                        ? "TLSA "
                                                + tlsa.group(1)
                                                + " "
                                                + tlsa.group(2)
                                                + " "
                                                + tlsa.group(3)
                                                + " "
                                                + certificates.association(
                                                        tlsa.group(4),
                                                        Integer.parseInt(tlsa.group(2)),
                                                        Integer.parseInt(tlsa.group(3)))
                                        : record);
            }
            zone.append(words[0].equals("LAXTLSA") ? "" : ";" + name + "SECURE");
        }
        return zone.toString();
    }

    private void start(String certificate, String offers) throws Exception {
        hop.tls =
                Optional.of(certificates.server(certificate.equals("broken") ? "mx" : certificate));
        hop.capabilities = "PIPELINING\n" + offers;
        if (certificate.equals("broken")) {
            hop.on("handshake", "break");
        }
        rig.anchors = Optional.of(certificates.anchors());
        rig.dnsPort = dns.port();
        rig.dnsTimeout = Duration.ofMillis(500);
        rig.start();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "tls-matrix.txt", delimiter = '|')
    void labMatrix(
            String what,
            String zone,
            @Nullable String policy,
            String certificate,
            String offers,
            String outcome,
            @Nullable String counted)
            throws Exception {
        dns.zone(zone(zone));
        try (PolicyServer web = new PolicyServer(certificates.server("web"))) {
            if (policy != null) {
                String[] words = policy.split(" ", 2);
                web.policy(words[0], words.length == 2 ? new String[] {words[1]} : new String[0]);
            }
            rig.stsPort = web.port();
            start(certificate, offers);

            rig.send("x@d.test");

            expect(outcome);
        }
        assertThat(failures()).as(what).isEqualTo(counted == null ? "" : counted);
    }

    /**
     * RFC 7672 section 8.1: the name where the TLSA records stand, so that it shows the right one.
     */
    @ParameterizedTest
    @CsvSource({
        "PLAIN,                    mx.test",
        "DANE TLSA 3 1 1 @mx,      mx.test",
        "DANEALIAS TLSA 3 1 1 @mx, mx.test",
        "DANEALIAS CODE 0,         al.test"
    })
    void theExchangerIsToldWhichOfItsNamesIsMeant(String zone, String name) throws Exception {
        String atTheAlias =
                "_%d._tcp.al.test TLSA 3 1 1 %s;_%1$d._tcp.al.test SECURE"
                        .formatted(hop.port(), certificates.association("mx", 1, 1));
        dns.zone(zone(zone) + (zone.contains("CODE") ? ";" + atTheAlias : ""));
        start("mx", "STARTTLS");

        rig.send("x@d.test");

        rig.delivered();
        assertThat(hop.serverNames).containsExactly(new SNIHostName(name));
    }

    private void expect(String outcome) {
        if (outcome.equals("waits")) {
            await().until(() -> !rig.dispatch().stats().trouble().isEmpty());
            assertThat(rig.outbox.settled).isEmpty();
            assertThat(hop.commands).noneMatch(command -> command.startsWith("MAIL"));
        } else {
            rig.delivered();
            String tls = outcome.substring("delivered ".length());
            assertThat(rig.count("octroi.delivery.sessions", "tls", tls)).isOne();
        }
    }

    /** What was counted, whatever its number: a destination is tried again and again. */
    private String failures() {
        return rig.meters.find("octroi.delivery.tls.failures").counters().stream()
                .map(Counter::getId)
                .map(id -> id.getTag("demand") + " " + id.getTag("reason"))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Test
    void withoutAValidatingNameServerNobodyIsAskedForCertificates() throws Exception {
        dns.zone(zone("DANE TLSA 3 1 1 @other"));
        rig.dnsValidates = false;
        start("mx", "STARTTLS");

        rig.send("x@d.test");

        rig.delivered();
        assertThat(dns.asked).noneMatch(question -> question.startsWith("TLSA"));
    }

    @Test
    void whoWantsNoTlsAsksForNoPolicy() throws Exception {
        dns.zone(zone("STS"));
        rig.tls = TlsUse.NONE;
        start("mx", "STARTTLS");

        rig.send("x@d.test");

        rig.delivered();
        assertThat(dns.asked).noneMatch(question -> question.startsWith("TXT"));
        assertThat(hop.commands).doesNotContain("STARTTLS");
    }

    /** A session that is resumed brings no certificate: it was another demand that took that. */
    @Test
    void whatOneDomainPutsUpWithProvesNothingToAnother() throws Exception {
        dns.zone(
                "d.test MX 10 mx.test; " + zone("DANE TLSA 3 1 1 @mx").replace("d.test", "e.test"));
        start("other", "STARTTLS");
        rig.send("x@d.test");
        rig.delivered();

        rig.send("y@e.test");

        await().until(() -> !rig.dispatch().stats().trouble().isEmpty());
        assertThat(rig.outbox.settled).hasSize(1);
        assertThat(failures()).isEqualTo("dane certificate");
    }

    @Test
    void daneServesWhoeverRequiresTls() throws Exception {
        dns.zone(zone("DANE TLSA 3 1 1 @self"));
        rig.tls = TlsUse.REQUIRED;
        start("self", "STARTTLS");

        rig.send("x@d.test");

        rig.delivered();
    }
}
