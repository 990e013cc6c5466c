// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.server.ServerMeters.Violation;
import eu.octroi.gateway.session.Effect;
import eu.octroi.gateway.session.SmtpSession;
import eu.octroi.gateway.session.State;
import eu.octroi.gateway.smtp.Command;
import eu.octroi.gateway.smtp.CommandParser;
import eu.octroi.gateway.smtp.Reply;

import java.util.Optional;

/** Tells the session the lines of a client, as commands or responses. Event-loop confined. */
final class Hearing {
    private final SmtpSession session;
    private final ServerMeters meters;

    Hearing(SmtpSession session, ServerMeters meters) {
        this.session = session;
        this.meters = meters;
    }

    /**
     * @param isPipelined whether more octets stand behind it
     */
    Effect line(Octets line, boolean isPipelined) {
        if (session.state() instanceof State.Challenged) {
            return session.responded(line.latin1()).effect();
        }
        Command command = CommandParser.parse(line);
        violation(command).ifPresent(meters::violation);
        if (isPipelined && isLastOfGroup(command)) {
            meters.violation(Violation.PIPELINED);
            return session.outOfTurn().effect();
        }
        return command(command);
    }

    /**
     * Who was not offered PIPELINING waits for each reply. What stands behind a line that closes
     * the connection, or behind the count of a chunk, is no command.
     */
    private boolean isLastOfGroup(Command command) {
        boolean isAllowed = session.peer().extended() && !command.endsGroup();
        return switch (command) {
            case Command.Bdat _,
                    Command.Uncounted _,
                    Command.Http _,
                    Command.Quit _,
                    Command.StartTls _,
                    Command.BareLineEnd _ ->
                    false;
            default -> !isAllowed;
        };
    }

    /** What is refused here no policy was asked about: else nobody would know of it. */
    private Effect command(Command command) {
        meters.command(command);
        Effect effect = session.on(command).effect();
        refusal(effect).ifPresent(reply -> meters.refused(command, reply));
        return effect;
    }

    private static Optional<Reply> refusal(Effect effect) {
        return switch (effect) {
            case Effect.Send(Reply reply) when !reply.isPositive() -> Optional.of(reply);
            case Effect.Close(Reply reply) when !reply.isPositive() -> Optional.of(reply);
            default -> Optional.empty();
        };
    }

    private static Optional<Violation> violation(Command command) {
        if (command instanceof Command.Http) {
            return Optional.of(Violation.HTTP);
        }
        if (command instanceof Command.BareLineEnd) {
            return Optional.of(Violation.BARE_LINE_END);
        }
        return command instanceof Command.Uncounted
                ? Optional.of(Violation.UNCOUNTED_CHUNK)
                : Optional.empty();
    }

    Effect overlong(Octets beginning) {
        meters.violation(Violation.LINE_TOO_LONG);
        return session.state() instanceof State.Challenged
                ? session.respondedTooLong().effect()
                : command(CommandParser.overlong(beginning));
    }
}
