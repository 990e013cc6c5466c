// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

/**
 * Whether a local part reads like the name of somebody who works for somebody else: parts of
 * letters, of which one at least is a word. A name that the domain repeats is a person's own
 * domain, and what is no name is unknown; both are the more protected class (D-15).
 */
final class PersonNames {
    private static final int WORD_MIN = 3;
    private static final int DIGITS_MAX = 2;
    private static final int NAME_IN_DOMAIN_MIN = 6;

    private PersonNames() {}

    static boolean isNamed(Mailbox mailbox) {
        return readsLikeName(mailbox.local()) && !isOwnDomain(mailbox);
    }

    private static boolean readsLikeName(String local) {
        boolean hasWord = false;
        String[] parts = local.split("[._'-]", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean isLast = i == parts.length - 1;
            int letters = letters(parts[i]);
            int digits = parts[i].length() - letters;
            if (letters == 0 || digits > (isLast ? DIGITS_MAX : 0)) {
                return false;
            }
            hasWord |= letters >= WORD_MIN && hasVowel(parts[i]);
        }
        return hasWord;
    }

    /** How many letters it begins with; what follows must be digits, or it is no part of a name. */
    private static int letters(String part) {
        int letters = 0;
        while (letters < part.length() && Character.isLetter(part.charAt(letters))) {
            letters++;
        }
        for (int i = letters; i < part.length(); i++) {
            if (!Character.isDigit(part.charAt(i))) {
                return 0;
            }
        }
        return letters;
    }

    private static boolean hasVowel(String part) {
        return part.chars().anyMatch(c -> c >= 0x80 || "aeiouy".indexOf(c) >= 0);
    }

    /** {@code marie@marie-durand.fr}: the whole name, in either order, stands in the domain. */
    private static boolean isOwnDomain(Mailbox mailbox) {
        String[] parts = mailbox.local().split("[._'-]", -1);
        String forward = mailbox.joined();
        String backward = parts.length == 2 ? parts[1] + parts[0] : forward;
        int last = mailbox.domain().lastIndexOf('.');
        for (String label : mailbox.domain().substring(0, last).split("\\.", -1)) {
            String name = Mailbox.joined(label);
            boolean isWhole = name.contains(forward) || name.contains(backward);
            if (isWhole && parts.length > 1 && forward.length() >= NAME_IN_DOMAIN_MIN) {
                return true;
            }
            if (parts.length == 1
                    && forward.length() > WORD_MIN
                    && label.startsWith(forward + "-")) {
                return true;
            }
        }
        return false;
    }
}
