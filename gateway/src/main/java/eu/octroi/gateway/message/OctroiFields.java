// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Languages;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a mail tool said in {@code X-Octroi-*} header fields; all of them are removed from what
 * leaves. Values are decoded, stripped, free of controls and at most 200 characters.
 *
 * @param streamClass as given; naming a class does not change it
 */
public record OctroiFields(
        Optional<String> campaign,
        Optional<String> source,
        Optional<String> reason,
        Optional<LocalDate> collectedOn,
        Optional<Languages> languages,
        Optional<String> streamClass) {
    static final OctroiFields NONE =
            new OctroiFields(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}
