// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.Optional;

/** Where a connection to the next hop stands; each state carries exactly what is valid in it. */
sealed interface ClientState {
    /** Before the greeting. */
    record Fresh() implements ClientState {}

    /** EHLO is out. */
    record AwaitEhlo(boolean secured) implements ClientState {}

    /** HELO is out, since EHLO was not known. */
    record AwaitHelo(boolean secured) implements ClientState {}

    /** STARTTLS is out. */
    record AwaitStartTls(Capabilities capabilities) implements ClientState {}

    /** Nothing that was learned before survives the handshake, RFC 3207 section 4.2. */
    record Handshaking() implements ClientState {}

    /** The credentials are out. */
    record AwaitAuth(Capabilities capabilities) implements ClientState {}

    /** No transaction; the next copy may begin. */
    record Ready(Capabilities capabilities) implements ClientState {}

    /** Policy is asked in this very turn, right before the commands that include DATA. */
    record Judging(Capabilities capabilities, Transaction transaction) implements ClientState {}

    /** MAIL is out alone. */
    record AwaitMail(Capabilities capabilities, Transaction transaction) implements ClientState {}

    /** MAIL was accepted and RCPT is out. */
    record AwaitRcpt(Capabilities capabilities, Transaction transaction) implements ClientState {}

    /** DATA is out alone. */
    record AwaitGoAhead(Capabilities capabilities) implements ClientState {}

    /**
     * MAIL, RCPT and DATA went out together; replies are matched by count (RFC 2920 section 3.1).
     *
     * @param answered how many of the three replies have come
     * @param mailOpen whether MAIL was accepted, so that only RSET or data end the transaction
     * @param refused the first refusal among them
     */
    record Burst(
            Capabilities capabilities,
            int answered,
            boolean mailOpen,
            Optional<AttemptResult> refused)
            implements ClientState {}

    /** The message is on its way. */
    record Body(Capabilities capabilities, boolean dotWritten) implements ClientState {}

    /** The attempt is settled; this reply only closes the transaction on the other side. */
    record Clearing(Capabilities capabilities) implements ClientState {}

    /** QUIT is out. */
    record Quitting() implements ClientState {}

    /** The end; whatever still happens is ignored. */
    record Closed() implements ClientState {}
}
