// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the chain, written {@code 2026-11/512/9f86d081…}: who knows it knows whether anything
 * before it was changed, added or taken away. Immutable.
 *
 * @param month the file
 * @param link its number in that file; 0 is the checkpoint
 * @param hash SHA-256, 64 hexadecimal digits
 */
public record Head(String month, long link, String hash) {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{4}-[0-9]{2})/([0-9]{1,18})/([0-9a-f]{64})");

    /** Reads the form of {@link #toString()}; empty when it is anything else. */
    public static Optional<Head> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new Head(form.group(1), Long.parseLong(form.group(2)), form.group(3)))
                : Optional.empty();
    }

    /** What is signed: nothing else of ours that is signed begins so. */
    byte[] signedOctets() {
        return ("octroi ledger head 1\n" + this).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return month + "/" + link + "/" + hash;
    }
}
