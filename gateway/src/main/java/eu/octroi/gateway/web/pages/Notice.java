// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web.pages;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything a controller's notice says that is not the same for all (GDPR art. 14, A-04).
 * Immutable.
 *
 * @param objectPath where the reader objects at once, when the page was opened from a message
 * @param version changes whenever the content does
 * @param since day from which this content is shown
 */
public record Notice(
        Sender sender,
        Identity identity,
        List<Purpose> purposes,
        List<Origin> origins,
        Optional<String> objectPath,
        String version,
        String since) {
    public Notice {
        purposes = List.copyOf(purposes);
        origins = List.copyOf(origins);
    }

    /** Who answers for the data and who else handles it. */
    public record Identity(
            String registration,
            Optional<String> representative,
            Optional<String> dataProtectionOfficer,
            Optional<String> host,
            Optional<String> recipients,
            Optional<String> transfers) {}

    /** What one stream of mail is about, and why people get it. */
    public record Purpose(String purpose, String reason) {}

    /** Where details come from. */
    public record Origin(
            String label,
            Kind kind,
            Optional<String> acquired,
            Optional<String> supplier,
            Optional<String> contact) {}

    /** How a source is described; mirrors the configuration's kinds. */
    public enum Kind {
        PUBLIC,
        SUPPLIER,
        OWN,
        ENRICHMENT;

        /** Where {@link Texts} describe it. */
        public String textKey() {
            return "kind." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** This notice under another version and with a way to object. */
    public Notice with(Optional<String> object, String newVersion) {
        return new Notice(sender, identity, purposes, origins, object, newVersion, since);
    }
}
