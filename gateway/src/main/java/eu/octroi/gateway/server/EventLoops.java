// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;

import java.util.concurrent.TimeUnit;

/** One thread that accepts, one per core that serves; epoll where there is one. Thread-safe. */
record EventLoops(
        EventLoopGroup accepting,
        EventLoopGroup serving,
        Class<? extends ServerChannel> channelType) {
    private static final long QUIET_MILLIS = 0;
    private static final long STOP_MILLIS_MAX = 5_000;

    static EventLoops open() {
        boolean hasEpoll = Epoll.isAvailable();
        IoHandlerFactory io = hasEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        int cores = Runtime.getRuntime().availableProcessors();
        return new EventLoops(
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("smtp-accept"), io),
                new MultiThreadIoEventLoopGroup(cores, new DefaultThreadFactory("smtp"), io),
                hasEpoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
    }

    void close() {
        var accepted = stop(accepting);
        var served = stop(serving);
        accepted.awaitUninterruptibly(STOP_MILLIS_MAX);
        served.awaitUninterruptibly(STOP_MILLIS_MAX);
    }

    private static Future<?> stop(EventLoopGroup loops) {
        return loops.shutdownGracefully(QUIET_MILLIS, STOP_MILLIS_MAX, TimeUnit.MILLISECONDS);
    }
}
