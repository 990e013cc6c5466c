// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.local.LocalChannel;
import io.netty.util.ReferenceCountUtil;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/** A connection within the process, through the {@link Wire} of its {@link DrivenLoop}. */
public final class WiredChannel extends LocalChannel {
    /** Without pools: what a killed process holds is nobody's to release. */
    static final UnpooledByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(false, true);

    public WiredChannel() {
        config().setAllocator(ALLOCATOR);
        pipeline().addFirst(new Tap());
    }

    private static final class Tap extends ChannelDuplexHandler {
        @Override
        public void connect(
                ChannelHandlerContext ctx,
                SocketAddress to,
                SocketAddress from,
                ChannelPromise promise) {
            if (!wire(ctx).isCut()) {
                var _ = ctx.connect(wire(ctx).connecting(ctx.channel(), to), promise);
            }
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (wire(ctx).isCut()) {
                ReferenceCountUtil.release(message);
                return;
            }
            wire(ctx).sent(ctx.channel(), text(message));
            var _ = ctx.write(message, promise);
        }

        @Override
        public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
            if (!wire(ctx).isCut()) {
                wire(ctx).closed(ctx.channel());
            }
            var _ = ctx.close(promise);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (wire(ctx).isCut()) {
                ReferenceCountUtil.release(message);
                return;
            }
            wire(ctx).heard(ctx.channel(), text(message));
            ctx.fireChannelRead(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (!wire(ctx).isCut()) {
                wire(ctx).closed(ctx.channel());
                ctx.fireChannelInactive();
            }
        }

        private static Wire wire(ChannelHandlerContext ctx) {
            return ((DrivenLoop) ctx.channel().eventLoop()).wire();
        }

        private static String text(Object message) {
            return ((ByteBuf) message).toString(StandardCharsets.ISO_8859_1);
        }
    }
}
