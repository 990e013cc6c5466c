// SPDX-License-Identifier: Apache-2.0

/** What programs can ask of a running gateway under {@code /api/v1}. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.api;
