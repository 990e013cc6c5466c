// SPDX-License-Identifier: Apache-2.0

/** Both HTTP ports: the public unsubscribe and notice pages, and the admin port. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.web;
