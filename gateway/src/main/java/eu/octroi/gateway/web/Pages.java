// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

import java.util.Map;

/** Renders the precompiled templates; every value in them is escaped for where it stands. */
final class Pages {
    private static final String PACKAGE = "eu.octroi.gateway.web.pages";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(
                    null, ContentType.Html, Pages.class.getClassLoader(), PACKAGE);

    HttpResponse page(HttpStatus status, String template, Map<String, Object> values) {
        return HttpResponse.of(status, MediaType.HTML_UTF_8, text(template, values));
    }

    String text(String template, Map<String, Object> values) {
        StringOutput out = new StringOutput(4096);
        engine.render(template + ".jte", values, out);
        return out.toString();
    }
}
