// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import com.ibm.icu.text.IDNA;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.settings.Controller;
import eu.octroi.gateway.settings.SigningDomain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A place for a key that the configuration names. Immutable.
 *
 * @param domain in ASCII form
 * @param file of the operator; empty: generated
 * @param lifetime of signatures
 */
record KeySlot(
        String domain,
        KeyAlgorithm algorithm,
        String selector,
        Optional<Path> file,
        Optional<Duration> lifetime) {
    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);

    /** Those of all controllers; one that is retired sends no more and needs none. */
    static List<KeySlot> of(Map<ControllerId, Controller> controllers) {
        List<KeySlot> slots = new ArrayList<>();
        for (Controller controller : controllers.values()) {
            if (!controller.retired()) {
                controller.domains().forEach((domain, how) -> add(slots, ascii(domain), how));
            }
        }
        return List.copyOf(slots);
    }

    private static void add(List<KeySlot> slots, String domain, SigningDomain how) {
        slots.add(
                new KeySlot(
                        domain,
                        KeyAlgorithm.RSA,
                        how.selector(),
                        how.key(),
                        how.signatureLifetime()));
        how.ed25519()
                .ifPresent(
                        second ->
                                slots.add(
                                        new KeySlot(
                                                domain,
                                                KeyAlgorithm.ED25519,
                                                second.selector(),
                                                second.key(),
                                                how.signatureLifetime())));
    }

    boolean isFor(KeyEntry entry) {
        return entry.domain().equals(domain) && entry.algorithm() == algorithm;
    }

    /** Whether the key of {@code entry} is the one the configuration itself names. */
    boolean names(KeyEntry entry) {
        return isFor(entry) && entry.selector().equals(selector);
    }

    String bookName() {
        return KeyBook.configuredName(domain, algorithm);
    }

    /** The form domains have in DNS: lower case, internationalised labels as xn--. */
    static String ascii(String domain) {
        StringBuilder ascii = new StringBuilder();
        IDNA.Info trouble = new IDNA.Info();
        UTS46.nameToASCII(domain, ascii, trouble);
        return trouble.hasErrors() ? domain.toLowerCase(Locale.ROOT) : ascii.toString();
    }
}
