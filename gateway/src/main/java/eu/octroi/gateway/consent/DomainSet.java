// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Domains of a list, found by their ends: {@code name} is the name and everything below it, {@code
 * word.*} any domain in which two labels or more follow that one, {@code prefix*.end} a label that
 * begins so directly below that end, and {@code !name} is taken out again. Immutable.
 */
final class DomainSet {
    private static final String ANY_END = ".*";

    private final Set<String> names = new HashSet<>();
    private final Set<String> out = new HashSet<>();
    private final Set<String> words = new HashSet<>();

    /** By what follows the label that begins with one of these. */
    private final Map<String, Set<String>> prefixes = new HashMap<>();

    DomainSet(List<String> entries) {
        entries.forEach(this::add);
    }

    private void add(String entry) {
        int star = entry.indexOf('*');
        if (entry.startsWith("!")) {
            out.add(entry.substring(1));
        } else if (star < 0) {
            names.add(entry);
        } else if (entry.endsWith(ANY_END)) {
            words.add(entry.substring(0, entry.length() - ANY_END.length()));
        } else {
            prefixes.computeIfAbsent(entry.substring(star + 2), _ -> new HashSet<>())
                    .add(entry.substring(0, star));
        }
    }

    /** Whether a domain, in A-labels and lower case, is in the list. */
    boolean has(String domain) {
        boolean found = false;
        int labels = 1;
        int end = domain.length();
        for (int dot = domain.lastIndexOf('.'); ; dot = domain.lastIndexOf('.', dot - 1)) {
            String below = domain.substring(dot + 1);
            if (out.contains(below)) {
                return false;
            }
            found |= names.contains(below) || isPrefixed(below) || isWord(domain, dot, end, labels);
            if (dot < 0) {
                return found;
            }
            labels++;
            end = dot;
        }
    }

    private boolean isWord(String domain, int dot, int end, int labels) {
        return labels > 2 && !words.isEmpty() && words.contains(domain.substring(dot + 1, end));
    }

    private boolean isPrefixed(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return false;
        }
        Set<String> beginnings = prefixes.get(name.substring(dot + 1));
        return beginnings != null && beginnings.stream().anyMatch(name::startsWith);
    }
}
