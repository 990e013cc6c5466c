// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalServerChannel;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Next hops that take, put off, refuse, lose and forget, as chance has it. Confined to one thread.
 */
final class SimulatedHops implements AutoCloseable {
    /** What is said of a copy that was taken; its recipient follows. */
    static final String TAKEN = "250 2.0.0 taken ";

    /** What is said of a copy that is to come again; its recipient follows. */
    static final String LATER = "451 4.3.0 later ";

    /** What is said of a copy that is never taken; its recipient follows. */
    static final String NEVER = "550 5.1.1 never ";

    private static final int OTHER_WAYS = 17;

    private final DrivenLoop loop;
    private final Chance chance;
    private final BiConsumer<String, String> taken;
    private final Set<Channel> open = new LinkedHashSet<>();
    private final List<Channel> listening = new ArrayList<>();
    private boolean good;
    private int trouble = 3;

    /**
     * Nobody is connected.
     *
     * @param taken is told recipient and body of what was taken, whoever hears of it
     */
    SimulatedHops(VirtualTime time, Chance chance, BiConsumer<String, String> taken) {
        this.loop = new DrivenLoop(time, new Unseen());
        this.chance = chance;
        this.taken = taken;
    }

    /** Begins to listen at one more address. */
    SocketAddress listen(boolean pipelining) {
        var bound =
                new ServerBootstrap()
                        .group(loop)
                        .channel(LocalServerChannel.class)
                        .childOption(ChannelOption.ALLOCATOR, WiredChannel.ALLOCATOR)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline().addLast(new Conversation(pipelining));
                                    }
                                })
                        .bind(LocalAddress.ANY);
        while (!bound.isDone()) {
            loop.turn();
        }
        listening.add(bound.channel());
        return bound.channel().localAddress();
    }

    DrivenLoop loop() {
        return loop;
    }

    /** From now on everything goes well. */
    void recover() {
        good = true;
    }

    /** From now on things go wrong about so often, in twelve. */
    void mood(int outOfTwelve) {
        trouble = outOfTwelve;
    }

    /** The process at the other end is gone. */
    void hangUp() {
        List.copyOf(open).forEach(SimulatedHops::close);
    }

    @Override
    public void close() {
        hangUp();
        listening.forEach(SimulatedHops::close);
        while (loop.turn()) {
            // Until their names are free.
        }
    }

    private static void drop(ChannelHandlerContext ctx) {
        close(ctx.channel());
    }

    private static void close(Channel channel) {
        var _ = channel.close();
    }

    private boolean goesWrong() {
        return !good && chance.upTo(11) < trouble;
    }

    /** One connection. */
    private final class Conversation extends SimpleChannelInboundHandler<ByteBuf> {
        private final boolean pipelining;
        private final StringBuilder heard = new StringBuilder();
        private final StringBuilder body = new StringBuilder();
        private String recipient = "";
        private boolean inBody;
        private int way;
        private long nextReply;

        Conversation(boolean pipelining) {
            this.pipelining = pipelining;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            open.add(ctx.channel());
            if (!goesWrong() || chance.oneIn(2)) {
                reply(ctx, "220 hop");
                return;
            }
            switch (chance.upTo(2)) {
                case 0 -> drop(ctx);
                case 1 -> replyAndClose(ctx, "421 4.3.2 not now");
                default -> replyAndClose(ctx, "554 5.3.2 no mail here");
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            open.remove(ctx.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf octets) {
            heard.append(octets.toString(StandardCharsets.ISO_8859_1));
            for (int end = heard.indexOf("\r\n"); end >= 0; end = heard.indexOf("\r\n")) {
                String line = heard.substring(0, end);
                heard.delete(0, end + 2);
                if (!ctx.channel().isActive()) {
                    return;
                }
                if (inBody) {
                    body(ctx, line);
                } else {
                    command(ctx, line);
                }
            }
        }

        private void command(ChannelHandlerContext ctx, String line) {
            switch (line.substring(0, Math.min(4, line.length()))) {
                case "EHLO" -> reply(ctx, pipelining ? "250-hop\r\n250 PIPELINING" : "250 hop");
                case "MAIL" -> {
                    recipient = "";
                    way = goesWrong() ? 1 + chance.upTo(OTHER_WAYS - 1) : 0;
                    mail(ctx);
                }
                case "RCPT" -> {
                    String at = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    rcpt(ctx, at);
                }
                case "DATA" -> data(ctx);
                case "QUIT" -> replyAndClose(ctx, "221 2.0.0 bye");
                default -> reply(ctx, "250 2.0.0 ok");
            }
        }

        private void mail(ChannelHandlerContext ctx) {
            switch (way) {
                case 1 -> reply(ctx, "451 4.3.0 not this one");
                case 2 -> drop(ctx);
                case 3 -> replyAndClose(ctx, "421 4.3.2 closing");
                case 4 -> nextReply = Long.MAX_VALUE;
                default -> reply(ctx, "250 2.1.0 ok");
            }
        }

        private void rcpt(ChannelHandlerContext ctx, String to) {
            switch (way) {
                case 1 -> reply(ctx, "503 5.5.1 no transaction");
                case 5 -> reply(ctx, LATER + to);
                case 6 -> reply(ctx, NEVER + to);
                case 7 -> drop(ctx);
                default -> {
                    recipient = to;
                    reply(ctx, "250 2.1.5 ok");
                }
            }
        }

        private void data(ChannelHandlerContext ctx) {
            if (recipient.isEmpty()) {
                reply(ctx, "503 5.5.1 nobody to send it to");
                return;
            }
            switch (way) {
                case 8 -> reply(ctx, LATER + recipient);
                case 9 -> reply(ctx, NEVER + recipient);
                case 10 -> drop(ctx);
                default -> {
                    inBody = true;
                    body.setLength(0);
                    reply(ctx, "354 go on");
                }
            }
        }

        private void body(ChannelHandlerContext ctx, String line) {
            if (!line.equals(".")) {
                body.append(line).append("\r\n");
                if (way == 11 && chance.oneIn(2)) {
                    drop(ctx);
                }
                return;
            }
            inBody = false;
            switch (way) {
                case 12 -> reply(ctx, LATER + recipient);
                case 13 -> reply(ctx, NEVER + recipient);
                case 14 -> {
                    take();
                    drop(ctx);
                }
                case 15 -> {
                    take();
                    nextReply = Long.MAX_VALUE;
                }
                case 16 -> drop(ctx);
                case 17 -> replyAndClose(ctx, "421 4.3.2 closing");
                default -> {
                    take();
                    reply(ctx, TAKEN + recipient);
                }
            }
        }

        private void take() {
            taken.accept(recipient, body.toString());
        }

        private void replyAndClose(ChannelHandlerContext ctx, String text) {
            reply(ctx, text);
            later(() -> drop(ctx));
        }

        private void reply(ChannelHandlerContext ctx, String text) {
            if (nextReply == Long.MAX_VALUE) {
                return;
            }
            long now = loop.ticker().nanoTime();
            long wait = good || chance.upTo(3) > 0 ? 0 : slowness();
            nextReply = Math.max(now, nextReply) + wait;
            ByteBuf octets = ByteBufUtil.writeUtf8(ctx.alloc(), text + "\r\n");
            later(() -> send(ctx, octets));
        }

        private static void send(ChannelHandlerContext ctx, ByteBuf octets) {
            var _ = ctx.writeAndFlush(octets);
        }

        private long slowness() {
            return chance.oneIn(40)
                    ? Duration.ofMinutes(chance.upTo(12)).toNanos()
                    : Duration.ofMillis(chance.upTo(2000)).toNanos();
        }

        private void later(Runnable what) {
            if (nextReply == Long.MAX_VALUE) {
                return;
            }
            long wait = nextReply - loop.ticker().nanoTime();
            if (wait <= 0) {
                what.run();
            } else {
                var _ = loop.schedule(what, wait, TimeUnit.NANOSECONDS);
            }
        }
    }

    /** The hops' own ends of the connections are nobody's business. */
    private static final class Unseen implements Wire {
        @Override
        public boolean isCut() {
            return false;
        }

        @Override
        public SocketAddress connecting(Channel channel, SocketAddress to) {
            return to;
        }

        @Override
        public void closed(Channel channel) {}

        @Override
        public void sent(Channel channel, String octets) {}

        @Override
        public void heard(Channel channel, String octets) {}
    }
}
