// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

/** What the next hop is answering, which decides what a refusal is about. */
enum Phase {
    MAIL,
    RCPT,
    DATA,
    DOT
}
