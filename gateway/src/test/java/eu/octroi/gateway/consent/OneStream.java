// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.settings.AddressLists;
import eu.octroi.gateway.settings.ConsentScope;
import eu.octroi.gateway.settings.Editing;
import eu.octroi.gateway.settings.ListFields;
import eu.octroi.gateway.settings.LocalizedText;
import eu.octroi.gateway.settings.RegimeProfiles;
import eu.octroi.gateway.settings.Stream;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One stream of prospecting under the regime of France, for tests of something else. */
public final class OneStream {
    public static final StreamId NAME = new StreamId("prospection");

    private OneStream() {}

    public static ConsentRules rules(ConsentLookup consents) {
        Stream stream =
                new Stream(
                        new ControllerId("acme"),
                        StreamClass.PROSPECTING,
                        List.of("fr"),
                        ConsentScope.DEFAULT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(LocalizedText.everywhere("you run a company")),
                        Optional.empty(),
                        List.of(),
                        Stream.OnCap.REFUSE,
                        Editing.DEFAULT,
                        ListFields.DEFAULT,
                        true);
        return new ConsentRules(
                "mx.test",
                Map.of(NAME, stream),
                AddressLists.shipped(),
                RegimeProfiles.shipped(),
                consents);
    }
}
