// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import java.util.Map;

/** What {@code /api/v1/consents} is asked, with the address in the body. */
public final class ConsentQuestion {
    private ConsentQuestion() {}

    /**
     * Record a proof.
     *
     * @param proof its fields by the names of files and commands
     */
    public record Add(String address, Map<String, String> proof) {
        public Add {
            proof = Map.copyOf(proof);
        }
    }

    /** About one person. */
    public record About(String address) {}
}
