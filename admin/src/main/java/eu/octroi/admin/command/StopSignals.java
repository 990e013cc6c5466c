// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGTERM and SIGINT: the first asks for an orderly stop, the second ends the process at once with
 * exit code 3. A shutdown hook cannot do this, because it never hears of the second. Thread-safe.
 */
final class StopSignals {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicBoolean first = new AtomicBoolean(true);

    private StopSignals() {}

    /** Takes over the process's stop signals from now on. */
    static StopSignals listen() {
        StopSignals signals = new StopSignals();
        for (String name : List.of("TERM", "INT")) {
            signals.register(name);
        }
        return signals;
    }

    /** Waits for the first signal. */
    void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void heard() {
        if (!first.getAndSet(false)) {
            Runtime.getRuntime().halt(ExitCodes.UNCLEAN);
        }
        asked.countDown();
    }

    /** By reflection: javac has no way to accept sun.misc by name under -Werror. */
    private void register(String name) {
        InvocationHandler onSignal =
                (proxy, method, _) ->
                        switch (method.getName()) {
                            case "handle" -> {
                                heard();
                                yield null;
                            }
                            case "equals" -> false;
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "StopSignals";
                        };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> listener = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            listener.getClassLoader(), new Class<?>[] {listener}, onSignal);
            signal.getMethod("handle", signal, listener)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new CommandFailedException("this Java cannot listen for SIG" + name, e);
        }
    }
}
