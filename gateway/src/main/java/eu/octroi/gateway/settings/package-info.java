// SPDX-License-Identifier: Apache-2.0

/** The typed configuration and how it is read from YAML. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.settings;
