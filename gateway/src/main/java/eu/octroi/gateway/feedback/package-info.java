// SPDX-License-Identifier: Apache-2.0

/** What comes back by mail: bounces, complaints and replies (empty until those doors open). */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.feedback;
