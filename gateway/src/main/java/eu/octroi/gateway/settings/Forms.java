// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Names;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The forms in which values are written in the configuration. */
final class Forms {
    private static final int TEXT_MAX = 500;
    private static final Pattern DURATION = Pattern.compile("(0*[1-9]\\d{0,8})(ms|s|m|h|d)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB)?");
    private static final Pattern ENDPOINT =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):(\\d{1,5})");
    private static final Pattern NETWORK = Pattern.compile("([0-9A-Fa-f:.]+)/(\\d{1,3})");
    private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Pattern HOST_NAME =
            Pattern.compile(LABEL + "(?:\\." + LABEL + ")*", Pattern.CASE_INSENSITIVE);

    static final Form<String> TEXT =
            Form.of("one line of at most " + TEXT_MAX + " characters", Forms::text);

    static final Form<String> NAME =
            Form.of(
                    "1 to " + Names.LENGTH_MAX + " letters, digits, '.', '-' or '_'",
                    text -> Optional.of(text).filter(Names::isName));

    static final Form<Boolean> YES_OR_NO =
            Form.of(
                    "true or false",
                    text ->
                            switch (text) {
                                case "true" -> Optional.of(true);
                                case "false" -> Optional.of(false);
                                default -> Optional.empty();
                            });

    static final Form<Duration> DURATION_FORM =
            Form.of("a duration such as 30s, 5m, 2h or 30d", Forms::duration);

    static final Form<ByteSize> SIZE_FORM =
            Form.of("a size such as 64KiB, 25MiB, 1GiB or 512", Forms::size);

    static final Form<Endpoint> ENDPOINT_FORM =
            Form.of("host:port or [ipv6]:port", Forms::endpoint);

    static final Form<Network> NETWORK_FORM =
            Form.of(
                    "a network such as 10.0.0.0/8 or ::1/128, without bits beyond the prefix",
                    Forms::network);

    static final Form<URI> HTTP_URL =
            Form.parsedBy(
                            "an http or https URL with nothing after host, port and path",
                            Forms::withoutSlash)
                    .that(Forms::isPlainHttp, "such as https://mail.exemple.fr");

    static final Form<LocalDate> DATE =
            Form.parsedBy("a date such as 2026-10-01", LocalDate::parse);

    static final Form<String> DOMAIN =
            Form.of(
                            "a domain name such as exemple.fr",
                            text -> Optional.of(text.toLowerCase(Locale.ROOT)))
                    .that(t -> t.length() <= 253 && HOST_NAME.matcher(t).matches(), "in ASCII");

    /** As it can stand in a header field: ASCII, neither quoted nor with an address literal. */
    static final Form<EmailAddress> PLAIN_ADDRESS =
            Form.of("an address such as plaintes@exemple.fr", EmailAddress::parse)
                    .that(
                            address -> !address.needsUtf8() && !address.isLiteral(),
                            "in ASCII and with a domain name")
                    .that(address -> address.localPart().charAt(0) != '"', "without quotes");

    static final Form<String> PASSWORD_HASH =
            Form.of(
                            "what octroi credential hash prints",
                            text -> Optional.of(text).filter(Credential::isPasswordHash))
                    .keptSecret();

    static final Form<Language> LANGUAGE = word(Language.class);

    private Forms() {}

    static Form<Integer> count(int least, int most) {
        Form<Long> wide = longCount(least, most);
        return Form.of(wide.rule(), text -> wide.read(text).map(Long::intValue));
    }

    static Form<Long> longCount(long least, long most) {
        return Form.of(
                "a number from " + least + " to " + most,
                text ->
                        Optional.of(text)
                                .filter(t -> NUMBER.matcher(t).matches())
                                .map(Long::valueOf)
                                .filter(n -> n >= least && n <= most));
    }

    /** One of an enum's constants, in lower case with hyphens. */
    static <E extends Enum<E>> Form<E> word(Class<E> type) {
        Map<String, E> words =
                Arrays.stream(type.getEnumConstants())
                        .collect(Collectors.toMap(Forms::wordOf, e -> e));
        return wordIn(
                words,
                Arrays.stream(type.getEnumConstants())
                        .map(Forms::wordOf)
                        .collect(Collectors.joining(", ")));
    }

    static <E> Form<E> wordIn(Map<String, E> words, String list) {
        return Form.of("one of " + list, text -> Optional.ofNullable(words.get(text)));
    }

    static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A path, relative ones from {@code base}. */
    static Form<Path> file(Path base) {
        return Form.parsedBy("a file", base::resolve);
    }

    /** A file that can be read now, relative ones from {@code base}. */
    static Form<Path> readableFile(Path base) {
        return file(base)
                .that(
                        path -> Files.isRegularFile(path) && Files.isReadable(path),
                        "readable by this user");
    }

    /** A directory that is there, relative ones from {@code base}. */
    static Form<Path> existingDirectory(Path base) {
        return Form.parsedBy("a directory", base::resolve)
                .that(path -> Files.isDirectory(path) && Files.isReadable(path), "readable");
    }

    /** A file that can be read now or can come to be, relative ones from {@code base}. */
    static Form<Path> readableOrNewFile(Path base) {
        return file(base)
                .that(
                        path ->
                                !Files.exists(path)
                                        || (Files.isRegularFile(path) && Files.isReadable(path)),
                        "readable by this user, or not there yet");
    }

    /** A directory, relative ones from the working directory. */
    static Form<Path> directory() {
        return Form.parsedBy("a directory", Path::of);
    }

    private static Optional<String> text(String text) {
        boolean printable = text.codePoints().allMatch(Forms::isPrintable);
        return Optional.of(text).filter(t -> printable && t.length() <= TEXT_MAX);
    }

    /** Whether it can be read, and neither ends a line nor turns the direction of a text (H-28). */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.FORMAT -> !isTurning(c);
            default -> true;
        };
    }

    private static boolean isTurning(int c) {
        return c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    private static Optional<ByteSize> size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        int shift =
                switch (unit) {
                    case "KiB" -> 10;
                    case "MiB" -> 20;
                    case "GiB" -> 30;
                    default -> 0;
                };
        return Optional.of(new ByteSize(Long.parseLong(matcher.group(1)) << shift));
    }

    private static Optional<Endpoint> endpoint(String text) {
        Matcher matcher = ENDPOINT.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65_535) {
            return Optional.empty();
        }
        String literal = matcher.group(1);
        String host = literal == null ? matcher.group(2) : literal;
        boolean right = literal == null ? HOST_NAME.matcher(host).matches() : isLiteral(literal);
        return right
                ? Optional.of(new Endpoint(host, Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    private static boolean isLiteral(String text) {
        return Form.parsedBy("", InetAddress::ofLiteral).read(text).isPresent();
    }

    private static Optional<Network> network(String text) {
        Matcher matcher = NETWORK.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(matcher.group(2));
        return Form.parsedBy("", (String t) -> new Network(InetAddress.ofLiteral(t), prefix))
                .read(matcher.group(1))
                .filter(Network::isExact);
    }

    private static URI withoutSlash(String text) {
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    private static boolean isPlainHttp(URI uri) {
        return uri.getScheme() != null
                && (uri.getScheme().equals("http") || uri.getScheme().equals("https"))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }
}
