// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.Optional;

/**
 * How a stream's recipients come under a regime beside the stream's own.
 *
 * @param country where every recipient of this stream is, as two letters such as DE; it outweighs
 *     the end of the address; default empty: the address tells
 * @param unknownCountry what holds for a recipient of whose country nothing is known: regime, the
 *     stream's alone, or strict, the strictest there is; default regime
 * @param nonCommercial whether this is mail of a charity or the like, about nothing for sale:
 *     private addresses may then be written to until they object; needs clauses of its own on the
 *     stream; default false
 */
public record ConsentScope(
        Optional<String> country, UnknownCountry unknownCountry, boolean nonCommercial) {
    public static final ConsentScope DEFAULT =
            new ConsentScope(Optional.empty(), UnknownCountry.REGIME, false);

    /** What holds where no country is known. */
    public enum UnknownCountry {
        REGIME,
        STRICT
    }
}
