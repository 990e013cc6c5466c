// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.ReversePath;

/**
 * One copy as the next hop sees it: one sender, one recipient (H-34), and what its octets need.
 * Immutable.
 *
 * @param size octets of the message before dot-stuffing, what our edits add included
 * @param smtpUtf8 whether only a hop that speaks SMTPUTF8 can take it: header fields hold raw
 *     UTF-8, or an address has no ASCII form
 * @param eightBit whether any octet is outside ASCII
 * @param dsn what the sender asked of reports, for a hop that knows DSN
 */
record Transaction(
        ReversePath from,
        EmailAddress to,
        long size,
        boolean smtpUtf8,
        boolean eightBit,
        DsnParameters dsn) {}
