// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.queue;

import static eu.octroi.admin.running.RunningGateway.encoded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which copies are meant, in the words of the API. Immutable.
 *
 * @param id of a message, or of one copy
 * @param all whether everything is meant when nothing else is given
 */
public record Choice(
        Optional<String> domain,
        Optional<String> olderThan,
        Optional<String> campaign,
        Optional<String> stream,
        Optional<String> id,
        boolean all) {

    /** As query parameters, each with its ampersand. */
    public String query() {
        List<String> words = new ArrayList<>();
        domain.ifPresent(text -> words.add("&domain=" + encoded(text)));
        olderThan.ifPresent(text -> words.add("&older-than=" + encoded(text)));
        campaign.ifPresent(text -> words.add("&campaign=" + encoded(text)));
        stream.ifPresent(text -> words.add("&stream=" + encoded(text)));
        id.ifPresent(text -> words.add("&id=" + encoded(text)));
        if (all) {
            words.add("&all=true");
        }
        return String.join("", words);
    }

    /** Whether nothing is said of which copies are meant. */
    public boolean isEmpty() {
        return query().isEmpty();
    }
}
