// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.EmailAddress;

import java.util.Optional;

/**
 * The header fields of a stream beyond those every prospecting mail has.
 *
 * @param precedence bulk adds that field, none leaves the tool's; default none
 * @param complaints address for CFBL-Address (RFC 9477), in one of the controller's domains;
 *     default empty, which adds no such field
 * @param replay whether an opposition is passed on to the tool over the one-click link it gave its
 *     own mail; default true
 */
public record ListFields(Precedence precedence, Optional<EmailAddress> complaints, boolean replay) {
    /** What a stream has that says nothing. */
    public static final ListFields DEFAULT =
            new ListFields(Precedence.NONE, Optional.empty(), true);

    /** Whether the mail calls itself bulk, which keeps away some automatic answers. */
    public enum Precedence {
        NONE,
        BULK
    }
}
