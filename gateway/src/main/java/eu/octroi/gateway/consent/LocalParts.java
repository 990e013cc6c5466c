// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Local parts of a list, compared whole: {@code info} is one, {@code info.dupont} is somebody
 * (D-11). Immutable.
 */
final class LocalParts {
    private final Set<String> words = new HashSet<>();
    private final List<Pattern> shapes = new ArrayList<>();

    LocalParts(List<String> entries) {
        for (String entry : entries) {
            if (entry.startsWith("!")) {
                words.remove(withoutFinalDigits(Mailbox.joined(entry.substring(1))));
            } else if (entry.indexOf('*') < 0) {
                words.add(withoutFinalDigits(Mailbox.joined(entry)));
            } else {
                shapes.add(Pattern.compile(Pattern.quote(entry).replace("*", "\\E.*\\Q")));
            }
        }
    }

    /** {@code info2} is as little somebody as {@code info}. */
    private static String withoutFinalDigits(String word) {
        int end = word.length();
        while (end > 1 && Character.isDigit(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(0, end);
    }

    boolean has(Mailbox mailbox) {
        return words.contains(withoutFinalDigits(mailbox.joined()))
                || shapes.stream().anyMatch(shape -> shape.matcher(mailbox.local()).matches());
    }
}
