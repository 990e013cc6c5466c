// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Response headers of every answer, whatever it is (J-13). */
final class FixedHeaders {
    private static final String CONTENT_POLICY =
            "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";
    private static final Duration HTTPS_ONLY = Duration.ofDays(730);

    private FixedHeaders() {}

    /** For the pages recipients see; reached over TLS, browsers are told to stay there. */
    static Map<String, String> ofPublicPort(URI publicUrl) {
        Map<String, String> headers = ofAdminPort();
        if ("https".equals(publicUrl.getScheme())) {
            headers.put("strict-transport-security", "max-age=" + HTTPS_ONLY.toSeconds());
        }
        return headers;
    }

    static Map<String, String> ofAdminPort() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("cache-control", "no-store");
        headers.put("content-security-policy", CONTENT_POLICY);
        headers.put("referrer-policy", "no-referrer");
        headers.put("x-content-type-options", "nosniff");
        headers.put("x-frame-options", "DENY");
        headers.put("x-robots-tag", "noindex");
        return headers;
    }
}
