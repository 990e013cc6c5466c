// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.ReversePath;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one command line: any octets in, a {@link Command} out, never an exception. Immutable. */
public final class CommandParser {
    /** Octets of a command line with its CRLF, RFC 5321 section 4.5.3.1.4. */
    public static final int LINE_OCTETS_MAX = 512;

    /**
     * MAIL with SIZE (26), BODY (17), SMTPUTF8 (10), AUTH (500), RET (9) and ENVID (107): RFC 1870,
     * 6152, 6531, 4954, 3461.
     */
    public static final int MAIL_OCTETS_MAX = LINE_OCTETS_MAX + 26 + 17 + 10 + 500 + 9 + 107;

    /** RCPT with NOTIFY (29) and ORCPT (507), RFC 3461. */
    public static final int RCPT_OCTETS_MAX = LINE_OCTETS_MAX + 29 + 507;

    /** AUTH and the responses to its challenges, RFC 4954 section 4. */
    public static final int AUTH_OCTETS_MAX = 12_288;

    private static final Set<String> VERBS =
            Set.of(
                    "EHLO",
                    "HELO",
                    "MAIL",
                    "RCPT",
                    "DATA",
                    "BDAT",
                    "RSET",
                    "NOOP",
                    "QUIT",
                    "VRFY",
                    "EXPN",
                    "HELP",
                    "AUTH",
                    "STARTTLS");

    private static final String UNKNOWN = "UNKNOWN";
    private static final int LINE_END_OCTETS = 2;
    private static final int VERB_OCTETS = 4;

    /** Any size that fits a long; RFC 3030 section 2 sets no limit. */
    private static final Pattern CHUNK =
            Pattern.compile("([0-9]{1,18})( +LAST)?", Pattern.CASE_INSENSITIVE);

    private CommandParser() {}

    /**
     * Reads a line.
     *
     * @param line without its CRLF
     */
    public static Command parse(Octets line) {
        Command command = whole(line);
        boolean isChunk = command instanceof Command.Bdat;
        return isChunk || !"BDAT".equals(verb(line)) ? command : new Command.Uncounted();
    }

    private static Command whole(Octets line) {
        if (line.indexOf((byte) '\n', 0) >= 0 || line.indexOf((byte) '\r', 0) >= 0) {
            return new Command.BareLineEnd();
        }
        Optional<String> text = text(line);
        if (text.isEmpty()) {
            return new Command.Malformed(known(verb(line)), Replies.BAD_CHARACTERS);
        }
        int space = text.get().indexOf(' ');
        String verb = (space < 0 ? text.get() : text.get().substring(0, space));
        String rest = space < 0 ? "" : text.get().substring(space + 1).strip();
        return parse(verb.toUpperCase(Locale.ROOT), rest, line.length() + LINE_END_OCTETS);
    }

    /**
     * The reply to a line so long that no more than its beginning was kept.
     *
     * @param beginning at least four octets
     */
    public static Command overlong(Octets beginning) {
        String verb = verb(beginning);
        return "BDAT".equals(verb) ? new Command.Uncounted() : tooLong(verb);
    }

    private static String verb(Octets line) {
        String verb = line.slice(0, Math.min(VERB_OCTETS, line.length())).latin1();
        return verb.toUpperCase(Locale.ROOT);
    }

    private static Command tooLong(String verb) {
        return new Command.Malformed(
                known(verb),
                "AUTH".equals(verb) ? Replies.AUTH_LINE_TOO_LONG : Replies.LINE_TOO_LONG);
    }

    /** A client may begin a line with anything; what is counted by verb is not to grow by it. */
    private static String known(String verb) {
        return VERBS.contains(verb) ? verb : UNKNOWN;
    }

    private static Command parse(String verb, String rest, int octets) {
        int octetsMax =
                switch (verb) {
                    case "AUTH" -> AUTH_OCTETS_MAX;
                    case "MAIL" -> MAIL_OCTETS_MAX;
                    case "RCPT" -> RCPT_OCTETS_MAX;
                    default -> LINE_OCTETS_MAX;
                };
        if (octets > octetsMax) {
            return tooLong(verb);
        }
        return switch (verb) {
            case "EHLO" -> client(verb, rest, Command.Ehlo::new);
            case "HELO" -> client(verb, rest, Command.Helo::new);
            case "MAIL" -> mail(rest);
            case "RCPT" -> rcpt(rest);
            case "DATA" -> alone(verb, rest, new Command.Data());
            case "BDAT" -> bdat(rest);
            case "RSET" -> alone(verb, rest, new Command.Rset());
            case "NOOP" -> new Command.Noop();
            case "QUIT" -> alone(verb, rest, new Command.Quit());
            case "VRFY" -> withArgument(verb, rest, new Command.Vrfy());
            case "EXPN" -> withArgument(verb, rest, new Command.Expn());
            case "HELP" -> new Command.Help();
            case "AUTH" -> auth(rest);
            case "STARTTLS" -> alone(verb, rest, new Command.StartTls());
            case "GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "DELETE", "PRI" ->
                    new Command.Http();
            default -> new Command.Malformed(UNKNOWN, Replies.UNKNOWN_COMMAND);
        };
    }

    private static Command bad(String verb) {
        return new Command.Malformed(verb, Replies.BAD_ARGUMENT);
    }

    private static Command alone(String verb, String rest, Command command) {
        return rest.isEmpty() ? command : bad(verb);
    }

    private static Command withArgument(String verb, String rest, Command command) {
        return rest.isEmpty() ? bad(verb) : command;
    }

    /**
     * The name need not be a host name, since real clients give anything; it must be printable
     * ASCII without spaces (H-22), so that it can be written into a header field.
     */
    private static Command client(String verb, String rest, Function<String, Command> greeting) {
        boolean isName =
                !rest.isEmpty()
                        && rest.length() <= EmailAddress.DOMAIN_OCTETS_MAX
                        && rest.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        return isName ? greeting.apply(rest) : bad(verb);
    }

    private static Command mail(String rest) {
        if (!rest.regionMatches(true, 0, "FROM:", 0, 5)) {
            return bad("MAIL");
        }
        return switch (PathParser.parse(rest.substring(5).stripLeading())) {
            case PathParser.TooLong _ -> new Command.Malformed("MAIL", Replies.PATH_TOO_LONG);
            case PathParser.NotAPath _, PathParser.Postmaster _ ->
                    new Command.Malformed("MAIL", Replies.BAD_SENDER);
            case PathParser.Null n -> mail(ReversePath.NULL, n.rest());
            case PathParser.Mailbox m -> mail(ReversePath.of(m.address()), m.rest());
        };
    }

    private static Command mail(ReversePath from, String parameters) {
        return switch (MailParameterParser.parse(parameters)) {
            case MailParameterParser.Wrong wrong -> new Command.Malformed("MAIL", wrong.reply());
            case MailParameterParser.Read(MailParameters read) -> {
                boolean needsUtf8 = from.address().map(EmailAddress::needsUtf8).orElse(false);
                yield needsUtf8 && !read.smtpUtf8()
                        ? new Command.Malformed("MAIL", Replies.NEEDS_SMTPUTF8)
                        : new Command.Mail(from, read);
            }
        };
    }

    private static Command rcpt(String rest) {
        if (!rest.regionMatches(true, 0, "TO:", 0, 3)) {
            return bad("RCPT");
        }
        return switch (PathParser.parse(rest.substring(3).stripLeading())) {
            case PathParser.TooLong _ -> new Command.Malformed("RCPT", Replies.PATH_TOO_LONG);
            case PathParser.NotAPath _, PathParser.Null _ ->
                    new Command.Malformed("RCPT", Replies.BAD_RECIPIENT);
            case PathParser.Mailbox(EmailAddress to, String parameters) ->
                    rcpt(parameters, wishes -> new Command.Rcpt(to, wishes));
            case PathParser.Postmaster(String parameters) ->
                    rcpt(parameters, Command.RcptPostmaster::new);
        };
    }

    private static Command rcpt(String parameters, Function<RecipientWishes, Command> rcpt) {
        return switch (RcptParameterParser.parse(parameters)) {
            case RcptParameterParser.Wrong(Reply reply) -> new Command.Malformed("RCPT", reply);
            case RcptParameterParser.Read(RecipientWishes wishes) -> rcpt.apply(wishes);
        };
    }

    private static Command bdat(String rest) {
        Matcher chunk = CHUNK.matcher(rest);
        return chunk.matches()
                ? new Command.Bdat(Long.parseLong(chunk.group(1)), chunk.group(2) != null)
                : new Command.Uncounted();
    }

    private static Command auth(String rest) {
        int space = rest.indexOf(' ');
        String mechanism = space < 0 ? rest : rest.substring(0, space);
        Optional<String> initial =
                space < 0 ? Optional.empty() : Optional.of(rest.substring(space + 1).strip());
        boolean isOne = !mechanism.isEmpty() && initial.filter(i -> i.indexOf(' ') >= 0).isEmpty();
        return isOne ? new Command.Auth(mechanism.toUpperCase(Locale.ROOT), initial) : bad("AUTH");
    }

    /** The line as text, empty when it is no UTF-8 or holds a control character. */
    private static Optional<String> text(Octets line) {
        String text;
        if (line.hasEightBit()) {
            ByteBuffer octets = line.asByteBuffer();
            try {
                text = StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
            } catch (CharacterCodingException notUtf8) {
                return Optional.empty();
            }
        } else {
            text = line.latin1();
        }
        boolean isText = text.chars().allMatch(c -> (c >= 0x20 && c != 0x7f) || c == '\t');
        return isText ? Optional.of(text) : Optional.empty();
    }
}
