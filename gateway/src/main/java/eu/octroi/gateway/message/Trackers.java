// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The places known to count openings of mail, from {@code config/trackers}. Immutable. */
final class Trackers {
    static final String RESOURCE = "/trackers/open-trackers.txt";

    /** Read once: the list is part of the program. */
    static final Trackers KNOWN = read();

    private static final String ANY_HOST = "*/";

    /** Enough of a host's end to tell most hosts apart; no longer than any host of the list. */
    private static final int TAIL = 7;

    /** By the last characters before their first slash, which a place must hold likewise. */
    private final PackedNames<List<String>> hosted;

    private final List<String> anyTail = new ArrayList<>();
    private final List<String> anywhere = new ArrayList<>();

    private final int size;

    private Trackers(List<String> lines) {
        Map<String, List<String>> tails = new HashMap<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String entry = line.strip().toLowerCase(Locale.ROOT);
                (entry.startsWith(ANY_HOST) ? anywhere : sameTail(entry, tails)).add(entry);
            }
        }
        hosted = new PackedNames<>(tails);
        int known = tails.values().stream().mapToInt(List::size).sum();
        size = known + anyTail.size() + anywhere.size();
    }

    private List<String> sameTail(String entry, Map<String, List<String>> tails) {
        int slash = entry.indexOf('/');
        String tail = slash < TAIL ? "*" : entry.substring(slash - TAIL, slash);
        return tail.indexOf('*') >= 0
                ? anyTail
                : tails.computeIfAbsent(tail, _ -> new ArrayList<>());
    }

    private static Trackers read() {
        try (InputStream in = Trackers.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + RESOURCE);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Trackers(text.lines().toList());
        } catch (IOException e) {
            throw new IllegalStateException("unreadable resource " + RESOURCE, e);
        }
    }

    int size() {
        return size;
    }

    /** Whether that host is known to serve it for counting; host and path, in lower case. */
    boolean isKnown(String place) {
        byte[] octets = place.getBytes(StandardCharsets.ISO_8859_1);
        for (int slash = place.indexOf('/', TAIL);
                slash > 0;
                slash = place.indexOf('/', slash + 1)) {
            List<String> entries = hosted.find(octets, slash - TAIL, slash);
            if (entries != null && matches(entries, place)) {
                return true;
            }
        }
        return matches(anyTail, place);
    }

    /**
     * Whether a URL, as it stands in HTML, may be one of those; in doubt it is. Most are plain, and
     * what stands before their slashes tells.
     */
    boolean mayBeKnown(byte[] html, int from, int to) {
        int host = afterScheme(html, from, to);
        boolean hasPath = false;
        for (int i = host; host > 0 && i < to; i++) {
            byte octet = html[i];
            if (octet == '/') {
                hasPath = true;
                if (hosted.find(html, Math.max(host, i - TAIL), i) != null) {
                    return true;
                }
            } else if (isStrange(octet) || (!hasPath && (octet == '?' || octet == '#'))) {
                return true;
            }
        }
        return !hasPath || !anyTail.isEmpty();
    }

    /** Negative when it is not the usual one. */
    private static int afterScheme(byte[] html, int from, int to) {
        int colon = OctetSearch.indexOf(html, ':', from, to);
        return colon + 2 < to && html[colon + 1] == '/' && html[colon + 2] == '/' ? colon + 3 : -1;
    }

    /** Whether the host or the path may be another than it looks. */
    private static boolean isStrange(byte octet) {
        return octet <= ' ' || octet == '&' || octet == '\\' || octet == '@' || octet == ':';
    }

    /** Whether tools that anybody may host count like that. */
    boolean isSuspect(String place) {
        return matches(anywhere, place);
    }

    private static boolean matches(List<String> entries, String place) {
        for (String entry : entries) {
            if (matches(entry, place)) {
                return true;
            }
        }
        return false;
    }

    /** A star stands for any run of characters; linear but for the stars, of which few stand. */
    private static boolean matches(String entry, String place) {
        int e = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (p < place.length()) {
            if (e < entry.length() && entry.charAt(e) == '*') {
                star = e++;
                resume = p;
            } else if (e < entry.length() && entry.charAt(e) == place.charAt(p)) {
                e++;
                p++;
            } else if (star >= 0) {
                e = star + 1;
                p = ++resume;
            } else {
                return false;
            }
        }
        while (e < entry.length() && entry.charAt(e) == '*') {
            e++;
        }
        return e == entry.length();
    }
}
