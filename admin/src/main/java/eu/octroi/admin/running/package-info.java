// SPDX-License-Identifier: Apache-2.0

/** How commands find and speak to the gateway that owns a data directory. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.running;
