// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.queue;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Some of the chosen copies, oldest first. Immutable.
 *
 * @param next what to ask for after this page; null on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QueuePage(List<QueueLine> copies, @Nullable String next) {
    /** Copies on a page unless another number is asked for. */
    public static final int LIMIT = 100;

    public static final int LIMIT_MAX = 1_000;

    public QueuePage {
        copies = List.copyOf(copies);
    }
}
