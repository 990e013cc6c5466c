// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.ReportWishes;
import eu.octroi.gateway.intake.Recipient;
import eu.octroi.gateway.intake.Submission;
import eu.octroi.gateway.session.Addressee;
import eu.octroi.gateway.session.Envelope;
import eu.octroi.gateway.session.Peer;
import eu.octroi.gateway.smtp.MailParameters;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;

import java.util.Optional;

/** Turns a finished transaction into what intake takes. Immutable. */
final class Submissions {
    private Submissions() {}

    static Submission of(Envelope envelope, ChannelPipeline pipeline) {
        return new Submission(
                envelope.id(),
                envelope.account().origin(),
                envelope.mail().from(),
                envelope.mail().parameters().smtpUtf8(),
                client(envelope.peer(), pipeline),
                envelope.to().stream().map(a -> new Recipient(a.address(), a.verdict())).toList(),
                wishes(envelope));
    }

    private static ReportWishes wishes(Envelope envelope) {
        MailParameters mail = envelope.mail().parameters();
        return new ReportWishes(
                mail.quote(),
                mail.envelopeId(),
                envelope.to().stream().map(Addressee::wishes).toList());
    }

    private static Submission.Client client(Peer peer, ChannelPipeline pipeline) {
        Optional<String> protocol =
                Optional.ofNullable(pipeline.get(SslHandler.class))
                        .map(tls -> tls.engine().getSession().getProtocol());
        return new Submission.Client(
                peer.client(),
                peer.helo(),
                peer.extended(),
                peer.tls(),
                peer.login().isPresent(),
                protocol);
    }
}
