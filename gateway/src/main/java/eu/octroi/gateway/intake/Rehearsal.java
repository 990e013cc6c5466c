// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.dkim.DkimSigner;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.Verdict;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Edits and signs made-up mails for a moment after a start, on a thread of its own, so that the
 * first real ones find the work compiled: they cost a tenth less. What it makes is dropped at once:
 * nothing of it is written, counted or sent. Thread-safe.
 */
public final class Rehearsal implements Closeable {
    static final Duration LENGTH_MAX = Duration.ofSeconds(2);
    static final int MAILS_MAX = 5_000;
    private static final int PARAGRAPHS = 24;
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private final IntakeParts parts;
    private final MessageEditor editor;
    private final List<Sample> samples;
    private volatile boolean closed;

    /** What is sent in one stream each time. */
    private record Sample(Origin origin, ReversePath from, Octets mail) {}

    Rehearsal(IntakeParts parts) {
        this.parts = parts;
        this.editor = parts.editor(new DkimSigner(parts.clock(), new SimpleMeterRegistry()));
        this.samples =
                StreamRules.of(parts.settings(), parts.numbers()).values().stream()
                        .filter(rules -> !rules.controller().domains().isEmpty())
                        .map(Rehearsal::sample)
                        .toList();
    }

    /** Begins on a thread of its own; it ends by itself, or when closed. */
    public static Rehearsal begin(IntakeParts parts) {
        Rehearsal rehearsal = new Rehearsal(parts);
        Thread.ofPlatform().daemon().name("rehearsal").start(rehearsal::play);
        return rehearsal;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void play() {
        long end = System.nanoTime() + LENGTH_MAX.toNanos();
        try {
            for (int mail = 0; mail < MAILS_MAX && !closed && System.nanoTime() < end; mail++) {
                decideAll();
            }
        } catch (RuntimeException bug) {
            LOG.warn("event=rehearsal-failed", bug);
        }
    }

    /** One mail in each stream. */
    List<Decision> decideAll() {
        List<Decision> decisions = new ArrayList<>();
        for (Sample sample : samples) {
            decisions.add(editor.decide(submission(sample), sample.mail()));
        }
        return decisions;
    }

    private static Sample sample(StreamRules rules) {
        String domain = rules.controller().domains().keySet().iterator().next();
        return new Sample(
                new Origin(
                        new CredentialId("rehearsal"),
                        rules.id(),
                        rules.stream().streamClass(),
                        rules.number(),
                        Optional.empty()),
                ReversePath.of(new EmailAddress("rehearsal", domain)),
                mail(domain));
    }

    private Submission submission(Sample sample) {
        EmailAddress person = new EmailAddress("rehearsal", "example.com");
        return new Submission(
                parts.ids().next(),
                sample.origin(),
                sample.from(),
                false,
                new Submission.Client(
                        InetAddress.getLoopbackAddress(),
                        "rehearsal.example.com",
                        true,
                        false,
                        true,
                        Optional.empty()),
                List.of(new Recipient(person, Verdict.Deliver.DELIVER)));
    }

    private static Octets mail(String domain) {
        String plain = "An ordinary sentence of an ordinary mail, long enough to fill a line.\n";
        String html =
                "<p style=3D\"margin:0\">An <b>ordinary</b> sentence, =C3=A9crite en HTML.</p>\n";
        String mail =
                """
                From: Rehearsal <rehearsal@%s>
                To: Somebody <rehearsal@example.com>
                Subject: An ordinary mail
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary="=_rehearsal"

                --=_rehearsal
                Content-Type: text/plain; charset=utf-8

                %s
                --=_rehearsal
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                <!DOCTYPE html><html><head><title>Mail</title></head><body>
                %s</body></html>
                --=_rehearsal--
                """
                        .formatted(domain, plain.repeat(PARAGRAPHS), html.repeat(PARAGRAPHS));
        return Octets.of(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
