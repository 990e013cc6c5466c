// SPDX-License-Identifier: Apache-2.0

/** The queue as the API tells it and the commands print it. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.queue;
