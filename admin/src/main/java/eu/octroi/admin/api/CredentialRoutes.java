// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Post;
import com.linecorp.armeria.server.annotation.RequestObject;

import eu.octroi.admin.credentials.AddedCredential;
import eu.octroi.admin.credentials.CredentialDesk;
import eu.octroi.admin.credentials.CredentialException;
import eu.octroi.admin.credentials.CredentialOrder;

import java.util.Map;

/**
 * {@code /api/v1/credentials}: SMTP users. Everything runs on the blocking executor, never on an
 * event loop. Thread-safe.
 */
@ExceptionHandler(Problems.class)
final class CredentialRoutes {
    private final CredentialDesk desk;

    CredentialRoutes(CredentialDesk desk) {
        this.desk = desk;
    }

    /** All of them, without passwords. */
    @Blocking
    @Get("/credentials")
    public HttpResponse list() {
        return HttpResponse.ofJson(Map.of("credentials", desk.list()));
    }

    /** Adds one, which is good before the answer; a password that was made is in it, once. */
    @Blocking
    @Post("/credentials")
    public HttpResponse add(@RequestObject CredentialOrder order) {
        try {
            AddedCredential added = desk.add(order);
            return HttpResponse.ofJson(HttpStatus.CREATED, added);
        } catch (CredentialException refused) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, String.valueOf(refused.getMessage()));
        }
    }

    /** Ends one: before the answer its sessions are refused and its password is no good. */
    @Blocking
    @Post("/credentials/{name}/revoke")
    public HttpResponse revoke(@Param("name") String name) {
        try {
            return HttpResponse.ofJson(Map.of("revoked", desk.revoke(name)));
        } catch (CredentialException refused) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, String.valueOf(refused.getMessage()));
        }
    }
}
