// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.settings.AddressLists;
import eu.octroi.gateway.settings.RegimeProfiles;

import java.util.Map;

/** Consent rules of no stream, for tests of something else: they let everything go. */
public final class NoRules {
    /** Made once: the lists hold thousands of names, and hundreds of tests ask for them. */
    private static final ConsentRules RULES =
            new ConsentRules(
                    "mx.test",
                    Map.of(),
                    AddressLists.shipped(),
                    RegimeProfiles.shipped(),
                    ConsentLookup.NOBODY);

    private NoRules() {}

    public static ConsentRules rules() {
        return RULES;
    }
}
