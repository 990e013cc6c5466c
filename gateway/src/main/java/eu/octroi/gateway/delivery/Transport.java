// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.io.Closeable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One event loop and the sockets it can drive: epoll where there is epoll. Thread-safe. */
record Transport(
        EventLoopGroup group,
        EventLoop loop,
        Class<? extends Channel> channelType,
        Class<? extends DatagramChannel> datagramType)
        implements Closeable {
    private static final long CLOSE_LIMIT_SECONDS = 5;

    static Transport open(String name) {
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(
                        1,
                        new DefaultThreadFactory(name, true),
                        epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        return new Transport(
                group,
                group.next(),
                epoll ? EpollSocketChannel.class : NioSocketChannel.class,
                epoll ? EpollDatagramChannel.class : NioDatagramChannel.class);
    }

    /** Nanoseconds that never go back, by which the timers of the loop go. */
    LongSupplier ticker() {
        return loop.ticker()::nanoTime;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
