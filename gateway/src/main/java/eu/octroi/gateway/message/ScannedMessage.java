// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Languages;
import eu.octroi.gateway.domain.Octets;

import java.util.Locale;
import java.util.Optional;

/** A message whose header fields and parts are known as ranges of the original. Immutable. */
public final class ScannedMessage {
    private final Octets original;
    private final Part root;
    private final EmailAddress from;
    private final OctroiFields fields;

    ScannedMessage(Octets original, Part root, EmailAddress from, OctroiFields fields) {
        this.original = original;
        this.root = root;
        this.from = from;
        this.fields = fields;
    }

    public Octets original() {
        return original;
    }

    /** The one author address: the scanner lets no message through without it. */
    public EmailAddress from() {
        return from;
    }

    /** The first field of that name, unfolded, RFC 2047 words decoded. */
    public Optional<String> header(String name) {
        return root.header()
                .first(name.toLowerCase(Locale.ROOT))
                .map(field -> EncodedWords.decode(Header.unfolded(original, field)));
    }

    /** How many fields of that name stand in the header, such as Received. */
    public int count(String name) {
        return root.header().count(name.toLowerCase(Locale.ROOT));
    }

    /** How many fields of that name hold {@code text}. */
    public int count(String name, String text) {
        String lower = name.toLowerCase(Locale.ROOT);
        int count = 0;
        for (Field field : root.header().fields()) {
            boolean holds =
                    field.name().equals(lower) && Header.unfolded(original, field).contains(text);
            count += holds ? 1 : 0;
        }
        return count;
    }

    public OctroiFields fields() {
        return fields;
    }

    /**
     * The languages the message asks for: X-Octroi-Language, else Content-Language, else the
     * lang attribute of its first HTML. The first of these that is there decides, also when it
     * names a language in which we have no texts.
     */
    public Optional<Languages> languages() {
        return fields.languages()
                .or(() -> header("Content-Language").flatMap(Languages::ofTag))
                .or(() -> HtmlLanguage.of(original, root));
    }

    Part root() {
        return root;
    }
}
