// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.Default;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Post;

import eu.octroi.gateway.dkim.DkimException;
import eu.octroi.gateway.dkim.KeyAlgorithm;
import eu.octroi.gateway.dkim.KeyLifecycle;
import eu.octroi.gateway.dkim.KeyLine;
import eu.octroi.gateway.settings.Checks.Strictness;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * {@code /api/v1/keys}: the life of signing keys (L-08), each answer an array of the keys it is
 * about. A refusal is 409 with the reason. Thread-safe.
 */
@ExceptionHandler(Problems.class)
final class KeyRoutes {
    private final KeyLifecycle keys;

    /** Routes over the keys the gateway signs with. */
    KeyRoutes(KeyLifecycle keys) {
        this.keys = keys;
    }

    /** Every key there is or was. */
    @Blocking
    @Get("/keys")
    public HttpResponse list() {
        return HttpResponse.ofJson(keys.list());
    }

    /** Every key that DNS should know of, compared with what DNS says. */
    @Blocking
    @Post("/keys:check")
    public HttpResponse check(@Param("dns") @Default("warn") String dns) {
        return answer(() -> keys.check(strictness(dns)));
    }

    /** Makes a key that waits. */
    @Blocking
    @Post("/keys/{domain}/{selector}/generate")
    public HttpResponse generate(
            @Param("domain") String domain,
            @Param("selector") String selector,
            @Param("algorithm") @Default("rsa") String algorithm) {
        KeyAlgorithm known =
                KeyAlgorithm.ofWord(algorithm)
                        .orElseThrow(() -> Questions.bad("algorithm is one of rsa, ed25519"));
        return answer(() -> keys.generate(domain, selector, known));
    }

    /** Lets a key sign from the next copy on. */
    @Blocking
    @Post("/keys/{domain}/{selector}/activate")
    public HttpResponse activate(
            @Param("domain") String domain,
            @Param("selector") String selector,
            @Param("dns") @Default("require") String dns) {
        return answer(() -> keys.activate(domain, selector, strictness(dns)));
    }

    /** Ends a key that has rested long enough. */
    @Blocking
    @Post("/keys/{domain}/{selector}/retire")
    public HttpResponse retire(@Param("domain") String domain, @Param("selector") String selector) {
        return answer(() -> keys.retire(domain, selector));
    }

    /** Ends a key with a record that says so. */
    @Blocking
    @Post("/keys/{domain}/{selector}/revoke")
    public HttpResponse revoke(
            @Param("domain") String domain,
            @Param("selector") String selector,
            @Param("compromised") @Default("false") boolean compromised) {
        return answer(() -> keys.revoke(domain, selector, compromised));
    }

    private static HttpResponse answer(Supplier<List<KeyLine>> order) {
        try {
            return HttpResponse.ofJson(order.get());
        } catch (DkimException refused) {
            throw new ProblemException(HttpStatus.CONFLICT, String.valueOf(refused.getMessage()));
        }
    }

    private static Strictness strictness(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "off" -> Strictness.OFF;
            case "warn" -> Strictness.WARN;
            case "require" -> Strictness.REQUIRE;
            default -> throw Questions.bad("dns is one of off, warn, require");
        };
    }
}
