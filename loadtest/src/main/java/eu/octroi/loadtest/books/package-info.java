// SPDX-License-Identifier: Apache-2.0

/** Recomputes from the files on disk what became of every recipient, without the gateway's code. */
@org.jspecify.annotations.NullMarked
package eu.octroi.loadtest.books;
