// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.AttemptResult.Bounced;
import eu.octroi.gateway.delivery.AttemptResult.Cause;
import eu.octroi.gateway.delivery.AttemptResult.Deferred;
import eu.octroi.gateway.smtp.EnhancedCode;

/**
 * Tells refusals that are final for a copy from those that pass. Whatever is about the route or not
 * understood passes: only a clear 5yz about this message or this recipient bounces it.
 */
final class Refusals {
    private Refusals() {}

    /** The result of a reply that is no success. */
    static AttemptResult judge(Phase phase, HopReply reply) {
        return reply.isPermanent() && !passes(phase, reply)
                ? new Bounced(reply.text(), statusOf(phase, reply), false)
                : new Deferred(reply.text(), Cause.REPLY, false);
    }

    private static boolean passes(Phase phase, HopReply reply) {
        return switch (reply.code()) {
            // Bad sequence, and authentication missing or refused: about the session, not the copy.
            case 503, 530, 534, 535, 538 -> true;
            // The host takes no mail at all; asked at the greeting it would be the same (RFC 7504).
            case 521 -> phase == Phase.MAIL;
            // "Too many recipients" in the words of RFC 821: later (RFC 5321 section 4.5.3.1.10).
            case 552 -> phase == Phase.RCPT && !isAboutMailbox(reply);
            default -> false;
        };
    }

    private static boolean isAboutMailbox(HopReply reply) {
        return reply.status().filter(s -> s.subject() == 2 || s.subject() == 3).isPresent();
    }

    private static String statusOf(Phase phase, HopReply reply) {
        return reply.status().map(EnhancedCode::toString).orElse(generic(phase));
    }

    private static String generic(Phase phase) {
        return switch (phase) {
            case RCPT -> "5.1.0";
            case MAIL, DATA, DOT -> "5.0.0";
        };
    }
}
