// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks for a policy and hears one answer: 200 and plain text, or it is none (RFC 8461 section 3.3).
 * Event-loop confined.
 */
final class StsRequest extends SimpleChannelInboundHandler<FullHttpResponse> {
    private static final String PATH = "/.well-known/mta-sts.txt";
    private static final int HTTPS_PORT = 443;
    private static final Logger LOG = LoggerFactory.getLogger(StsRequest.class);

    private final CompletableFuture<Optional<String>> text = new CompletableFuture<>();
    private final String authority;

    StsRequest(String host, int port) {
        this.authority = port == HTTPS_PORT ? host : host + ":" + port;
    }

    /** Completes on the loop when it is over, however it ends. */
    CompletableFuture<Optional<String>> text() {
        return text;
    }

    /** There is no answer. */
    void end() {
        text.complete(Optional.empty());
    }

    /** It leaves once the handshake has proved whom we talk to. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, PATH);
        request.headers()
                .set(HttpHeaderNames.HOST, authority)
                .set(HttpHeaderNames.USER_AGENT, "octroi")
                .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.TEXT_PLAIN)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        var _ = ctx.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
        if (isPolicy(response)) {
            text.complete(Optional.of(response.content().toString(StandardCharsets.UTF_8)));
        } else {
            LOG.info("event=mta-sts-no-policy host={} status={}", authority, response.status());
        }
        var _ = ctx.close();
    }

    private static boolean isPolicy(FullHttpResponse response) {
        CharSequence type = HttpUtil.getMimeType(response);
        return response.decoderResult().isSuccess()
                && response.status().equals(HttpResponseStatus.OK)
                && type != null
                && HttpHeaderValues.TEXT_PLAIN.contentEqualsIgnoreCase(type);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        LOG.info(
                "event=mta-sts-no-policy host={} why=\"{}\"",
                authority,
                OneLine.of(String.valueOf(failure), 200));
        var _ = ctx.close();
    }
}
