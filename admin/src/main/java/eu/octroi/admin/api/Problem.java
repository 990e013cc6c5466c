// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;

/**
 * What went wrong with a request, RFC 9457. The type is {@code about:blank}: the status says which
 * kind it is, the detail what to do. Immutable.
 */
record Problem(String type, String title, int status, String detail) {
    private static final MediaType PROBLEM_JSON = MediaType.create("application", "problem+json");

    static HttpResponse response(HttpStatus status, String detail) {
        return HttpResponse.ofJson(
                status,
                PROBLEM_JSON,
                new Problem("about:blank", status.reasonPhrase(), status.code(), detail));
    }
}
