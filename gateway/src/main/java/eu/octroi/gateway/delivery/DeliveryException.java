// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Delivery cannot start, such as when the smarthost's password file is unreadable, or cannot carry
 * out an order, such as while it stops.
 */
public final class DeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeliveryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
