// SPDX-License-Identifier: Apache-2.0

/** A sample tool, the gateway and a mailbox on one machine, to see what happens to a mail. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.demo;
