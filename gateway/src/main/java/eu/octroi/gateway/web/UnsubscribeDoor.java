// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.suppression.Change;
import eu.octroi.gateway.unsubscribe.OptOut;
import eu.octroi.gateway.unsubscribe.OptOut.Result;
import eu.octroi.gateway.unsubscribe.UnsubscribeToken;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;
import eu.octroi.gateway.web.pages.Sender;
import eu.octroi.gateway.web.pages.Texts;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code /u/{token}}: GET and HEAD show a page and change nothing, whoever fetches it; POST opts
 * out when its body says so (RFC 8058 section 3). Both may be repeated at will.
 *
 * <p>A token that is not ours gets one answer whatever is wrong with it, so that nothing can be
 * learnt by trying. Nothing here limits by client address: mailbox providers post for all their
 * users from a few of them. Thread-safe.
 */
final class UnsubscribeDoor implements HttpService {
    static final String ROUTE = "/u/{token}";

    private static final String RETRY_AFTER_SECONDS = "60";

    private final UnsubscribeTokens tokens;
    private final OptOut optOut;
    private final Senders senders;
    private final Pages pages;

    UnsubscribeDoor(PublicPages parts, Senders senders, Pages pages) {
        this.tokens = parts.tokens();
        this.optOut = parts.optOut();
        this.senders = senders;
        this.pages = pages;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        Optional<UnsubscribeToken> token =
                Optional.ofNullable(context.pathParam("token")).flatMap(tokens::verify);
        if (request.method() == HttpMethod.POST) {
            return HttpResponse.of(
                    request.aggregate().thenCompose(body -> post(context, token, body)));
        }
        if (token.isEmpty()) {
            return unknown(context, Channel.PAGE);
        }
        return show(context, "confirm", HttpStatus.OK, token.get().controller(), Map.of());
    }

    private CompletionStage<HttpResponse> post(
            ServiceRequestContext context,
            Optional<UnsubscribeToken> token,
            AggregatedHttpRequest body) {
        return OptOutForm.channel(body)
                .thenCompose(
                        channel -> {
                            if (token.isEmpty()) {
                                return stage(unknown(context, channel.orElse(Channel.PAGE)));
                            }
                            return channel.map(c -> accept(context, token.get(), c))
                                    .orElseGet(() -> stage(askAgain(context, token.get())));
                        });
    }

    private CompletionStage<HttpResponse> accept(
            ServiceRequestContext context, UnsubscribeToken token, Channel channel) {
        return optOut.accept(token, channel)
                .handle(
                        (change, failure) ->
                                failure == null
                                        ? done(context, token, channel, change)
                                        : later(context, token));
    }

    /** A mail program reads the status alone; a person reads the page. */
    private HttpResponse done(
            ServiceRequestContext context, UnsubscribeToken token, Channel channel, Change change) {
        if (channel == Channel.ONE_CLICK) {
            return HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "Unsubscribed.\n");
        }
        return show(
                context,
                "done",
                HttpStatus.OK,
                token.controller(),
                Map.of("reference", change.reference()));
    }

    private HttpResponse askAgain(ServiceRequestContext context, UnsubscribeToken token) {
        optOut.count(Channel.PAGE, Result.UNKNOWN_BODY);
        return show(context, "confirm", HttpStatus.OK, token.controller(), Map.of());
    }

    private HttpResponse later(ServiceRequestContext context, UnsubscribeToken token) {
        return show(context, "later", HttpStatus.SERVICE_UNAVAILABLE, token.controller(), Map.of())
                .mapHeaders(
                        h ->
                                h.toBuilder()
                                        .set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS)
                                        .build());
    }

    private HttpResponse unknown(ServiceRequestContext context, Channel channel) {
        optOut.count(channel, Result.INVALID_TOKEN);
        Texts texts = Texts.in(PageLanguage.of(context, senders.language()));
        return pages.page(
                HttpStatus.NOT_FOUND, "unknown", Map.of("texts", texts, "sender", senders.only()));
    }

    private HttpResponse show(
            ServiceRequestContext context,
            String template,
            HttpStatus status,
            ControllerNumber controller,
            Map<String, Object> more) {
        Language language = PageLanguage.of(context, senders.languageOf(controller));
        Optional<Sender> sender = senders.of(controller);
        Map<String, Object> values = new HashMap<>(more);
        values.put("texts", Texts.in(language));
        values.put("sender", sender);
        return pages.page(status, template, values);
    }

    private static CompletionStage<HttpResponse> stage(HttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }
}
