// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the style sheets of a mail say of an image by its class or id alone (H-24). An image counts
 * as hidden only where no rule for the same name, in whatever medium, says anything else: what is
 * hidden on one screen is often the picture for another. Confined to one scan.
 */
final class ImageStyles {
    private static final Pattern SIGHT =
            Pattern.compile(
                    "(?:^|[;\\s])(?:display|visibility|opacity|mso-hide"
                            + "|(?:max-)?(?:width|height))\\s*:");
    private static final Pattern SHOWN =
            Pattern.compile("(?:display|visibility|opacity|mso-hide)\\s*:");
    private static final Pattern NAMED = Pattern.compile("(?:img)?([.#][-\\w]+)");
    private static final Pattern NAME = Pattern.compile("[.#][-\\w]+");

    /** As much is read of what is said of one name. */
    private static final int CHARACTERS_MAX = 1_000;

    /** Declarations of the rules that always hold, by name. */
    private final Map<String, String> always = new HashMap<>();

    /** Names of which rules say more than one name says. */
    private final Set<String> otherwise = new HashSet<>();

    void add(String selectors, String declarations, boolean isAlways) {
        if (!SIGHT.matcher(declarations).find()) {
            return;
        }
        boolean isHiding = hides(declarations);
        boolean isPlain = isAlways && (isHiding || !SHOWN.matcher(declarations).find());
        for (String selector : selectors.split(",", -1)) {
            Matcher named = NAMED.matcher(selector.strip());
            if (isPlain && named.matches()) {
                join(named.group(1), declarations);
            } else if (!isHiding) {
                NAME.matcher(selector).results().forEach(name -> otherwise.add(name.group()));
            }
        }
    }

    private void join(String name, String declarations) {
        String before = always.getOrDefault(name, "");
        if (before.length() + declarations.length() > CHARACTERS_MAX) {
            otherwise.add(name);
        } else {
            always.put(name, before + ";" + declarations);
        }
    }

    private static boolean hides(String declarations) {
        return ImageSize.of(Map.of("style", declarations)).isHidden();
    }

    boolean isEmpty() {
        return always.isEmpty();
    }

    /**
     * Whether nobody sees that image.
     *
     * @param tag its attributes
     */
    boolean hides(Map<String, String> tag, Set<String> names) {
        if (SIGHT.matcher(tag.getOrDefault("style", "")).find()
                || names.stream().anyMatch(otherwise::contains)) {
            return false;
        }
        Map<String, String> styled = new HashMap<>(tag);
        StringBuilder style = new StringBuilder();
        names.forEach(name -> style.append(always.getOrDefault(name, "")).append(';'));
        styled.put("style", style.toString());
        return SIGHT.matcher(style).find() && ImageSize.of(styled).isHidden();
    }
}
