// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.multipart.AggregatedBodyPart;
import com.linecorp.armeria.common.multipart.Multipart;
import com.linecorp.armeria.common.stream.StreamMessage;

import eu.octroi.gateway.domain.Channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the body of a POST to an unsubscribe link asks for. */
final class OptOutForm {
    /** RFC 8058 section 3.1: this pair, and nothing else. */
    private static final Map.Entry<String, String> ONE_CLICK =
            Map.entry("List-Unsubscribe", "One-Click");

    /** What the button of our own page sends. */
    private static final Map.Entry<String, String> CONFIRMED = Map.entry("confirm", "1");

    private OptOutForm() {}

    /**
     * The door through which the body asks for an opt-out; empty when it asks for nothing we know.
     * Never fails: a body that cannot be read asks for nothing.
     */
    static CompletableFuture<Optional<Channel>> channel(AggregatedHttpRequest request) {
        if (!request.headers().contains(HttpHeaderNames.CONTENT_TYPE)) {
            return CompletableFuture.completedFuture(channel(urlEncoded(request)));
        }
        MediaType type = request.contentType();
        if (type == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (type.is(MediaType.FORM_DATA)) {
            return CompletableFuture.completedFuture(channel(urlEncoded(request)));
        }
        if (type.is(MediaType.MULTIPART_FORM_DATA)) {
            return multipart(request, type)
                    .exceptionally(unreadable -> List.of())
                    .thenApply(OptOutForm::channel);
        }
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private static Optional<Channel> channel(List<? extends Map.Entry<String, String>> fields) {
        if (fields.size() != 1) {
            return Optional.empty();
        }
        if (fields.getFirst().equals(ONE_CLICK)) {
            return Optional.of(Channel.ONE_CLICK);
        }
        return fields.getFirst().equals(CONFIRMED) ? Optional.of(Channel.PAGE) : Optional.empty();
    }

    /** Some programs end the body with a line end. */
    private static List<Map.Entry<String, String>> urlEncoded(AggregatedHttpRequest request) {
        return QueryParams.fromQueryString(request.contentUtf8().strip()).stream().toList();
    }

    private static CompletableFuture<List<Map.Entry<String, String>>> multipart(
            AggregatedHttpRequest request, MediaType type) {
        List<String> boundary = type.parameters().get("boundary");
        if (boundary == null || boundary.size() != 1) {
            return CompletableFuture.completedFuture(List.of());
        }
        return Multipart.from(boundary.getFirst(), StreamMessage.of(request.content()))
                .aggregate()
                .thenApply(parts -> fields(parts.bodyParts()));
    }

    private static List<Map.Entry<String, String>> fields(List<AggregatedBodyPart> parts) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (AggregatedBodyPart part : parts) {
            String name = part.name();
            fields.add(Map.entry(name == null ? "" : name, part.contentUtf8().strip()));
        }
        return fields;
    }
}
