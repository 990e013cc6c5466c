// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;

import eu.octroi.gateway.suppression.Removal;
import eu.octroi.gateway.web.ApiProblem;

/** How the end of an attempt to lift an entry is told. */
final class Removals {
    private Removals() {}

    static HttpResponse response(Removal removal) {
        return switch (removal) {
            case REMOVED -> HttpResponse.of(HttpStatus.NO_CONTENT);
            case NOT_FOUND ->
                    ApiProblem.response(HttpStatus.NOT_FOUND, "there is no such entry to lift");
            case NOT_PERMITTED ->
                    ApiProblem.response(
                            HttpStatus.FORBIDDEN,
                            "the recipient asked for this entry: only the recipient lifts an"
                                    + " opposition, complaint or erasure, never the API, a command"
                                    + " or an import");
        };
    }
}
