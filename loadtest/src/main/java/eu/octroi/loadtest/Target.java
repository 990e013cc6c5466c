// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the gateway listens: {@code host:port}, or the path of a run.json that is read again for
 * every connection, because a restarted gateway may have another port. Immutable.
 */
record Target(String value) {
    private static final Pattern SMTP = Pattern.compile("\"smtp\"\\s*:\\s*\"([^\"]+)\"");

    InetSocketAddress address() throws IOException {
        String place = value.endsWith(".json") ? smtpIn(Path.of(value)) : value;
        int colon = place.lastIndexOf(':');
        return new InetSocketAddress(
                place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
    }

    private static String smtpIn(Path runFile) throws IOException {
        Matcher matcher = SMTP.matcher(Files.readString(runFile));
        if (!matcher.find()) {
            throw new IOException(runFile + " names no smtp address");
        }
        return matcher.group(1);
    }
}
