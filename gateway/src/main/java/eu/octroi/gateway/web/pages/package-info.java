// SPDX-License-Identifier: Apache-2.0

/** What the page templates are given: their texts and their facts. */
@org.jspecify.annotations.NullMarked
package eu.octroi.gateway.web.pages;
