// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first message of a SCRAM client, RFC 5802 section 7. Immutable.
 *
 * @param gs2Header what it said of channel binding, as it stood: the last message repeats it
 * @param user with its escapes resolved
 * @param bare all behind the header, as it stood: part of what is signed
 * @param nonce the client's part
 */
record ScramStart(String gs2Header, String user, String bare, String nonce) {
    /** Far above what any client sends: names have 64 octets here and nonces 24. */
    private static final int OCTETS_MAX = 1_024;

    /**
     * Channel binding is not offered, so {@code n} and {@code y} are the same to us, and {@code p}
     * asks for what there is not (section 6). A mandatory extension ({@code m=}) is unknown.
     */
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<header>[ny],(?:a=(?<as>[^,\\x00]+))?,)"
                            + "(?<bare>n=(?<user>[^,\\x00]+),r=(?<nonce>[!-+\\x2d-~]+)(?:,.*)?)");

    static Optional<ScramStart> parse(String message) {
        if (message.length() > OCTETS_MAX) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(message);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String user = parts.group("user");
        boolean isForItself = parts.group("as") == null || parts.group("as").equals(user);
        return isForItself
                ? name(user)
                        .map(
                                name ->
                                        new ScramStart(
                                                parts.group("header"),
                                                name,
                                                parts.group("bare"),
                                                parts.group("nonce")))
                : Optional.empty();
    }

    /** In a name {@code ,} is written {@code =2C} and {@code =} is written {@code =3D}. */
    private static Optional<String> name(String escaped) {
        String rest = escaped.replace("=2C", "").replace("=3D", "");
        return rest.contains("=")
                ? Optional.empty()
                : Optional.of(escaped.replace("=2C", ",").replace("=3D", "="));
    }
}
