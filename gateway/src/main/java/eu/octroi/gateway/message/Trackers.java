// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The places known to count openings of mail, from {@code config/trackers}. Immutable. */
final class Trackers {
    static final String RESOURCE = "/trackers/open-trackers.txt";

    /** Read once: the list is part of the program. */
    static final Trackers KNOWN = read();

    private static final String ANY_HOST = "*/";

    private final List<String> hosted = new ArrayList<>();
    private final List<String> anywhere = new ArrayList<>();

    private Trackers(List<String> lines) {
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String entry = line.strip().toLowerCase(Locale.ROOT);
                (entry.startsWith(ANY_HOST) ? anywhere : hosted).add(entry);
            }
        }
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
        return hosted.size() + anywhere.size();
    }

    /** Whether that host is known to serve it for counting; host and path, in lower case. */
    boolean isKnown(String place) {
        return matches(hosted, place);
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
