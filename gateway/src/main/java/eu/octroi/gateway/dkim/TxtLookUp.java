// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.io.IOException;
import java.util.List;

/** Asks DNS for TXT records. Blocking. */
@FunctionalInterface
public interface TxtLookUp {
    /**
     * The text of every TXT record of that name, its strings put together; empty when there is
     * none.
     *
     * @throws IOException when there is no answer: nothing is known then
     */
    List<String> texts(String name) throws IOException;
}
