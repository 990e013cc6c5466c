// SPDX-License-Identifier: Apache-2.0

/** Load generators, sinks and crash tests that know the gateway only by its wire. */
@org.jspecify.annotations.NullMarked
package eu.octroi.loadtest;
