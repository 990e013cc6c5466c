// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What was started, closed in reverse: the last that opened is the first that closes. */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }

    /**
     * Closes everything; one part that fails to close does not keep the others open.
     *
     * @throws IllegalStateException after that, with what each of them said
     */
    @Override
    public void close() {
        List<Exception> failures = closeAll();
        if (!failures.isEmpty()) {
            var unclean = new IllegalStateException(failures.size() + " parts did not close");
            failures.forEach(unclean::addSuppressed);
            throw unclean;
        }
    }

    /** Closes everything after {@code cause}, which also tells what did not close. */
    void closeAfter(Throwable cause) {
        closeAll().forEach(cause::addSuppressed);
    }

    private List<Exception> closeAll() {
        List<Exception> failures = new ArrayList<>();
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        return failures;
    }
}
