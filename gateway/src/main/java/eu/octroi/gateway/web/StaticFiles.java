// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The few files pages need: they hold nothing of anybody, so browsers may keep them. */
final class StaticFiles {
    private static final String CACHE = "public, max-age=3600";

    private StaticFiles() {}

    static HttpService css(String name) {
        return file(name, MediaType.CSS_UTF_8);
    }

    static HttpService svg(String name) {
        return file(name, MediaType.SVG_UTF_8);
    }

    private static HttpService file(String name, MediaType type) {
        HttpData content = HttpData.wrap(read(name));
        ResponseHeaders headers =
                ResponseHeaders.builder(HttpStatus.OK)
                        .contentType(type)
                        .set(HttpHeaderNames.CACHE_CONTROL, CACHE)
                        .build();
        return (context, request) -> HttpResponse.of(headers, content);
    }

    static byte[] read(String name) {
        try (InputStream in = StaticFiles.class.getResourceAsStream("static/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
