// SPDX-License-Identifier: Apache-2.0

/**
 * What programs can ask of a running gateway under {@code /api/v1}. The gateway adds that prefix
 * and stands in front with the token; every route runs on its blocking executor.
 */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.api;
