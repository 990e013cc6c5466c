// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpStatus;

import eu.octroi.gateway.web.ApiProblem;

/** A request that cannot be done as asked; becomes a {@link ApiProblem}. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient HttpStatus status;

    ProblemException(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
