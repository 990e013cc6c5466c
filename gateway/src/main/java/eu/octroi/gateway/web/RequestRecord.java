// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.logging.AccessLogWriter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

/**
 * What is written down of a request: its route, never its path, because a path of ours carries a
 * token, and no client address (J-13). Thread-safe.
 */
final class RequestRecord implements AccessLogWriter {
    private static final Logger LOG = LoggerFactory.getLogger("eu.octroi.access");

    private final String listener;
    private final MeterRegistry meters;

    RequestRecord(String listener, MeterRegistry meters) {
        this.listener = listener;
        this.meters = meters;
    }

    @Override
    public void log(RequestLog log) {
        String route = route(log);
        int status = log.responseStatus().code();
        Timer.builder("octroi.web.request.duration")
                .description("Time from a request's first octet to the end of its response.")
                .tag("listener", listener)
                .tag("route", route)
                .tag("status", status / 100 + "xx")
                .register(meters)
                .record(log.totalDurationNanos(), TimeUnit.NANOSECONDS);
        LOG.debug(
                "event=http listener={} method={} route={} status={} micros={}",
                listener,
                log.requestHeaders().method(),
                route,
                status,
                TimeUnit.NANOSECONDS.toMicros(log.totalDurationNanos()));
    }

    /** The pattern of a configured route; everything else is one label value. */
    private static String route(RequestLog log) {
        ServiceRequestContext context = (ServiceRequestContext) log.context();
        return context.config().route().isFallback()
                ? "other"
                : context.config().route().patternString();
    }
}
